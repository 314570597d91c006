import { describe, expect, it } from 'vitest'
import type { Revocation } from '#src/engine/connections/Revocation.ts'
import '#tests/support/readInEnglish.ts'
import { describeRemoval } from './describeRemoval.ts'

const revocation = (provider: Revocation['provider']): Revocation => ({ destroyedAt: '2026-11-20T12:00:00.000Z', provider, endedAt: null })
const remove = (of: Revocation | null) => describeRemoval({ kind: 'remove', name: 'Main', revocation: of })

describe('describeRemoval', () => {
  it('says what became of the key, and whether something is left to do', () => {
    expect(remove(revocation('unsupported'))).toEqual({ title: '“Main” is deleted and its key destroyed here.', provider: 'The key still exists at the provider: remove it there as well.', isLeft: true })
    expect(remove(revocation('revoked'))).toMatchObject({ provider: 'The provider was told and has revoked it too.', isLeft: false })
    expect(describeRemoval({ kind: 'revoke', name: 'Main', revocation: revocation('failed') })).toMatchObject({ title: '“Main” is revoked and its key destroyed here.', isLeft: true })
  })

  it('speaks of no key where there was none', () => {
    expect(remove(null)).toEqual({ title: '“Main” is deleted.', provider: null, isLeft: false })
  })
})
