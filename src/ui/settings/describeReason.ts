import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { describeAge } from '../primitives/describeAge.ts'

type Known = Pick<ConnectionView, 'status' | 'statusReason' | 'blockedBy' | 'blockedReason' | 'deactivation'>

/** Why a connection is in its state, in one sentence; null where the state says it all. */
export function describeReason({ connection, now }: { connection: Known; now: Date }): string | null {
  const { status, statusReason, blockedBy, blockedReason, deactivation } = connection
  const { reason, connections, problem } = messages()
  if (blockedBy === 'platform') return blockedReason === null ? (reason['blocked'] ?? null) : connections.blocked(blockedReason)
  if (deactivation !== null) return connections.deactivated(deactivation.by, describeAge({ at: new Date(deactivation.at), now }), deactivation.reason)
  if (statusReason === null || status === 'active') return null
  return reason[statusReason] ?? problem.codes[statusReason].message
}
