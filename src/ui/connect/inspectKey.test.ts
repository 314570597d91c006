import { describe, expect, it } from 'vitest'
import { makeField } from '#tests/support/makeCompiled.ts'
import { inspectKey } from './inspectKey.ts'

const field = makeField('key', { pattern: '^sk_[a-z0-9]+$', example: 'sk_123abc', refuse: [{ pattern: '^pk_', reason: 'This is the publishable key.' }] })

describe('inspectKey', () => {
  it('says what the row says of a look-alike', async () => {
    expect(await inspectKey({ provider: 'acme', field, value: ['pk', 'abc123'].join('_') })).toEqual({ warning: 'This is the publishable key.', other: null })
  })
  it('has nothing to say of a key of the right form', async () => {
    expect(await inspectKey({ provider: 'acme', field, value: ['sk', 'abc123'].join('_') })).toEqual({ warning: null, other: null })
  })
})
