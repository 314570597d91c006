import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'

const dayMs = 86_400_000
const warnDays = 14
const idleDays = 90

export type Attention = { connection: ConnectionView; kind: 'blocked' | 'refused' | 'lacks' | 'expired' | 'soon' | 'rotate' }

/** Connections that need a hand, the worst first. What rests on purpose (deactivated, revoked, without a key) does not. */
export function listAttention({ connections, now }: { connections: ConnectionView[]; now: Date }): Attention[] {
  const order: Attention['kind'][] = ['blocked', 'refused', 'lacks', 'expired', 'soon', 'rotate']
  return connections
    .flatMap((connection) => {
      const kind = findKind(connection, now)
      return kind === null ? [] : [{ connection, kind }]
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function findKind(connection: ConnectionView, now: Date): Attention['kind'] | null {
  const { status, statusReason, blockedBy, expiresAt, rotateBy } = connection
  if (blockedBy === 'platform') return 'blocked'
  if (status === 'error') return statusReason === 'credential_lacks_permission' ? 'lacks' : 'refused'
  if (status === 'expired') return 'expired'
  if (status !== 'active' && status !== 'pending') return null
  // Tokens of a provider's own sign-in renew themselves; only typed keys end for good.
  if (expiresAt !== null && connection.mode === 'service' && Date.parse(expiresAt) - now.getTime() < warnDays * dayMs) return 'soon'
  return rotateBy !== null && Date.parse(rotateBy) < now.getTime() ? 'rotate' : null
}

/** Not used for 90 days; one that was never used counts from its making. */
export const isIdle = ({ connection, now }: { connection: ConnectionView; now: Date }): boolean =>
  now.getTime() - Date.parse(connection.lastUsedAt ?? connection.createdAt) >= idleDays * dayMs
