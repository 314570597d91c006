import type { ConnectionStatus } from '../ports.ts'

/** What can happen to a connection. Status is set by events only, never typed. */
export type ConnectionEvent = 'credential_tested' | 'credential_unverified' | 'test_passed' | 'test_refused' | 'refreshed' | 'refresh_refused' | 'expired' | 'deactivate' | 'reactivate' | 'revoke' | 'restore'

const withCredential: ConnectionStatus[] = ['pending', 'active', 'error', 'expired', 'inactive']
const everyStatus: ConnectionStatus[] = ['disconnected', ...withCredential, 'revoked']

/** event → (states it may start from, state it leads to). `null` = the state stays. */
const table: Record<ConnectionEvent, { from: ConnectionStatus[]; to: ConnectionStatus | null }> = {
  credential_tested: { from: everyStatus, to: 'active' },
  credential_unverified: { from: everyStatus, to: 'pending' },
  test_passed: { from: withCredential, to: 'active' },
  test_refused: { from: withCredential, to: 'error' },
  // A new token proves that the grant lives, and not yet that it opens anything: the test says that.
  refreshed: { from: ['error', 'expired'], to: 'pending' },
  refresh_refused: { from: ['pending', 'active', 'error', 'expired'], to: 'error' },
  expired: { from: ['pending', 'active'], to: 'expired' },
  deactivate: { from: ['pending', 'active', 'error', 'expired'], to: 'inactive' },
  reactivate: { from: ['inactive'], to: 'pending' },
  revoke: { from: withCredential, to: 'revoked' },
  restore: { from: everyStatus, to: 'disconnected' },
}

/** The state after `event`, or null when that event cannot happen in `status`. */
export function nextStatus({ status, event }: { status: ConnectionStatus; event: ConnectionEvent }): ConnectionStatus | null {
  const rule = table[event]
  return rule.from.includes(status) ? (rule.to ?? status) : null
}
