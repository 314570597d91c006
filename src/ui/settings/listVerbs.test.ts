import { describe, expect, it } from 'vitest'
import { makeConnectionView } from '#tests/support/makeConnectionView.ts'
import { listVerbs, pickMainVerb } from './listVerbs.ts'

const as = (role: string, id = 'u2') => ({ id, role, account: { id: 'a1', name: 'A' } })

describe('listVerbs', () => {
  it('gives viewers none but the activity', () => {
    expect(listVerbs({ viewer: as('viewer'), connection: makeConnectionView() })).toEqual(['activity'])
  })

  it('gives members their own only', () => {
    expect(listVerbs({ viewer: as('member'), connection: makeConnectionView() })).toEqual(['activity'])
    expect(listVerbs({ viewer: as('member', 'u1'), connection: makeConnectionView() })).toContain('remove')
    expect(listVerbs({ viewer: as('member', 'u1'), connection: makeConnectionView({ isDefault: false }) })).not.toContain('makeDefault')
  })

  it('lets admins only revoke another’s private connection', () => {
    expect(listVerbs({ viewer: as('admin'), connection: makeConnectionView({ visibility: 'private' }) })).toEqual(['activity', 'revoke'])
    expect(listVerbs({ viewer: as('admin'), connection: makeConnectionView() })).toContain('deactivate')
  })

  it.each([
    ['active', 'test'], ['pending', 'test'], ['error', 'replace'], ['expired', 'replace'], ['disconnected', 'replace'], ['revoked', 'replace'], ['inactive', 'reactivate'],
  ] as const)('offers for %s first: %s', (status, verb) => {
    const connection = makeConnectionView({ status })
    expect(pickMainVerb(listVerbs({ viewer: as('owner'), connection }), connection)).toBe(verb)
  })

  it('offers nothing that needs a credential where there is none', () => {
    expect(listVerbs({ viewer: as('owner'), connection: makeConnectionView({ status: 'disconnected' }) })).toEqual(['replace', 'rename', 'activity', 'remove'])
  })

  it('offers no test where the row has none', () => {
    expect(listVerbs({ viewer: as('owner'), connection: makeConnectionView({ status: 'pending' }), canTest: false })).not.toContain('test')
  })

  it('offers a new access token where one can be had without a person, whatever came of the last', () => {
    const verbsOf = (status: 'active' | 'error' | 'expired' | 'inactive' | 'revoked', blockedBy: 'platform' | null = null) => listVerbs({ viewer: as('owner'), connection: makeConnectionView({ status, blockedBy }), canRenew: true })
    for (const status of ['active', 'error', 'expired'] as const) expect(verbsOf(status)).toContain('refresh')
    for (const status of ['inactive', 'revoked'] as const) expect(verbsOf(status)).not.toContain('refresh')
    expect(verbsOf('active', 'platform')).not.toContain('refresh')
    expect(listVerbs({ viewer: as('owner'), connection: makeConnectionView() })).not.toContain('refresh')
  })

  it.each(['active', 'error', 'inactive', 'disconnected'] as const)('offers nothing that the platform’s cut would refuse: %s', (status) => {
    const verbs = listVerbs({ viewer: as('owner'), connection: makeConnectionView({ status, blockedBy: 'platform' }) })
    for (const verb of ['test', 'replace', 'reactivate']) expect(verbs).not.toContain(verb)
    expect(verbs).toContain('remove')
  })
})
