import { describe, expect, it } from 'vitest'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { listVerbs, pickMainVerb } from './listVerbs.ts'
import { isIdle, listAttention } from './listAttention.ts'
import { filterConnections, formatSettingsState, parseSettingsState } from './SettingsState.ts'

const now = new Date('2026-11-20T12:00:00Z')
const daysFromNow = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString()
const makeConnection = (change: Partial<ConnectionView> = {}): ConnectionView => ({
  id: 'c1', account: 'a1', provider: 'acme', authMethod: 'api-key', displayName: 'Acme', mode: 'service', status: 'active', statusReason: null, statusNote: null,
  blockedBy: null, blockedReason: null, deactivation: null, visibility: 'account', owner: 'u1', maskedCredential: {}, fields: {}, identity: null, scopes: [], isDefault: true, sortOrder: 0, version: 1,
  hostsAwaitingConsent: [], expiresAt: null, rotateBy: null, lastUsedAt: null, lastTestedAt: null, lastTest: null, createdAt: daysFromNow(-10), deletedAt: null, ...change,
})
const as = (role: string, id = 'u2') => ({ id, role, account: { id: 'a1', name: 'A' } })

describe('listVerbs', () => {
  it('gives viewers none', () => {
    expect(listVerbs({ viewer: as('viewer'), connection: makeConnection() })).toEqual([])
  })

  it('gives members their own only', () => {
    expect(listVerbs({ viewer: as('member'), connection: makeConnection() })).toEqual([])
    expect(listVerbs({ viewer: as('member', 'u1'), connection: makeConnection() })).toContain('remove')
  })

  it('lets admins only revoke another’s private connection', () => {
    expect(listVerbs({ viewer: as('admin'), connection: makeConnection({ visibility: 'private' }) })).toEqual(['revoke'])
    expect(listVerbs({ viewer: as('admin'), connection: makeConnection() })).toContain('deactivate')
  })

  it.each([
    ['active', 'test'], ['pending', 'test'], ['error', 'replace'], ['expired', 'replace'], ['disconnected', 'replace'], ['revoked', 'replace'], ['inactive', 'reactivate'],
  ] as const)('offers for %s first: %s', (status, verb) => {
    const connection = makeConnection({ status })
    expect(pickMainVerb(listVerbs({ viewer: as('owner'), connection }), connection)).toBe(verb)
  })

  it('offers nothing that needs a credential where there is none', () => {
    const verbs = listVerbs({ viewer: as('owner'), connection: makeConnection({ status: 'disconnected' }) })
    expect(verbs).toEqual(['replace', 'rename', 'remove'])
  })
})

describe('listAttention', () => {
  it('names what needs a hand, the worst first, and nothing else', () => {
    const connections = [
      makeConnection({ id: 'fine' }),
      makeConnection({ id: 'soon', expiresAt: daysFromNow(6) }),
      makeConnection({ id: 'later', expiresAt: daysFromNow(40) }),
      makeConnection({ id: 'bad', status: 'error' }),
      makeConnection({ id: 'off', status: 'inactive', rotateBy: daysFromNow(-2) }),
      makeConnection({ id: 'rotate', rotateBy: daysFromNow(-2) }),
    ]
    expect(listAttention({ connections, now }).map(({ connection, kind }) => [connection.id, kind])).toEqual([['bad', 'refused'], ['soon', 'soon'], ['rotate', 'rotate']])
  })
})

describe('filterConnections', () => {
  const connections = [
    makeConnection({ id: 'one', displayName: 'Acme – production', lastUsedAt: daysFromNow(-1) }),
    makeConnection({ id: 'two', displayName: 'Staging', provider: 'zeta', status: 'error', createdAt: daysFromNow(-200) }),
  ]
  const find = (query: string) => filterConnections({ connections, state: parseSettingsState(new URLSearchParams(query)), nameOf: (key) => key.toUpperCase(), now }).map((one) => one.id)

  it('finds by connection name and provider name', () => {
    expect(find('?q=produc')).toEqual(['one'])
    expect(find('?q=ZETA')).toEqual(['two'])
    expect(find('')).toEqual(['one', 'two'])
  })

  it('narrows by status, provider and idleness together', () => {
    expect(find('?status=error')).toEqual(['two'])
    expect(find('?provider=acme&status=error')).toEqual([])
    expect(find('?idle=90')).toEqual(['two'])
  })

  it('counts idleness from the making when never used', () => {
    expect(isIdle({ connection: makeConnection({ createdAt: daysFromNow(-10) }), now })).toBe(false)
  })

  it('keeps its state in the address', () => {
    const query = '?q=x&status=error&provider=acme&idle=90'
    expect(formatSettingsState(parseSettingsState(new URLSearchParams(query)))).toBe(query)
    expect(parseSettingsState(new URLSearchParams('?status=broken')).status).toBeNull()
  })
})
