import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'

/** Why a connection is in its state, in one sentence; null where the state says it all. */
export function describeReason(connection: Pick<ConnectionView, 'status' | 'statusReason' | 'blockedBy'>): string | null {
  if (connection.blockedBy === 'platform') return messages().reason['blocked'] ?? null
  if (connection.statusReason === null) return null
  if (connection.status === 'active' && connection.statusReason !== 'provider_unreachable' && connection.statusReason !== 'provider_timeout') return null
  return messages().reason[connection.statusReason] ?? messages().problem.codes[connection.statusReason].message
}
