import { describe, expect, it } from 'vitest'
import { makeConnectionView } from '#tests/support/makeConnectionView.ts'
import { listNotices } from './listNotices.ts'

const now = new Date('2026-11-20T12:00:00Z')
const inDays = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString()
const seenBy = (role: string, connections: Parameters<typeof makeConnectionView>[0][], id = 'u2') => listNotices({ connections: connections.map(makeConnectionView), person: { id, role }, now })

describe('listNotices', () => {
  it('names what needs a hand, the worst first, and nothing else', () => {
    const found = seenBy('owner', [
      { id: 'fine' },
      { id: 'soon', expiresAt: inDays(6) },
      { id: 'later', expiresAt: inDays(40) },
      { id: 'waits', status: 'disconnected' },
      { id: 'new-host', hostsAwaitingConsent: ['api.new.example'] },
      { id: 'bad', status: 'error', statusReason: 'credential_rejected' },
      { id: 'weak', status: 'error', statusReason: 'credential_lacks_permission' },
      { id: 'over', status: 'expired', expiresAt: inDays(-1) },
      { id: 'off', status: 'inactive', rotateBy: inDays(-2), hostsAwaitingConsent: ['api.new.example'] },
      { id: 'gone', status: 'revoked' },
      { id: 'rotate', rotateBy: inDays(-2) },
      { id: 'rotate-soon', rotateBy: inDays(13) },
      { id: 'rotate-later', rotateBy: inDays(15) },
      { id: 'signed-in', mode: 'oauth-user', expiresAt: inDays(3) },
      { id: 'cut', status: 'error', blockedBy: 'platform' },
    ])
    expect(found.map(({ connection, kind }) => [connection.id, kind])).toEqual([
      ['cut', 'blocked'], ['bad', 'refused'], ['weak', 'lacks'], ['over', 'expired'], ['new-host', 'consent'], ['soon', 'soon'], ['signed-in', 'soon'], ['rotate', 'rotate'], ['rotate-soon', 'rotate'], ['waits', 'disconnected'],
    ])
  })

  it('tells two things about a connection that needs two', () => {
    expect(seenBy('owner', [{ status: 'error', hostsAwaitingConsent: ['x.example'] }]).map((one) => one.kind)).toEqual(['refused', 'consent'])
  })

  it.each([
    ['owner', [true, true, false]], ['admin', [true, true, false]], ['member', [false, false, false]], ['viewer', [false, false, false]],
  ])('offers the cure to who may apply it: %s', (role, expected) => {
    expect(seenBy(role, [{ status: 'error' }, { hostsAwaitingConsent: ['x.example'] }, { blockedBy: 'platform' }]).sort((a, b) => Number(a.kind === 'blocked') - Number(b.kind === 'blocked')).map((one) => one.canAct)).toEqual(expected)
  })

  it('gives members their own to mend, but not consent', () => {
    expect(seenBy('member', [{ status: 'error' }, { hostsAwaitingConsent: ['x.example'] }], 'u1').map((one) => one.canAct)).toEqual([true, false])
  })

  it('leaves another’s private connection to them', () => {
    expect(seenBy('admin', [{ status: 'error', visibility: 'private' }])).toEqual([])
    expect(seenBy('member', [{ status: 'error', visibility: 'private' }], 'u1')).toHaveLength(1)
  })
})
