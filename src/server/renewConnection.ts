import type { Renewal } from '#src/engine/call/CallPorts.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { refreshConnection } from './refreshConnection.ts'

/** A new access token for a connection about to be used, as the call pipeline asks for it. Errors: those of `refreshConnection`. */
export async function renewConnection(connection: ConnectionRecord, reason: 'expiry' | 'refused'): Promise<Renewal> {
  const result = await refreshConnection({ connectionId: connection.id, reason, seen: connection.sealed?.envelope })
  switch (result.outcome) {
    case 'refreshed':
      return { outcome: 'ready', connection: result.record, isNew: true }
    case 'unchanged':
      return { outcome: 'ready', connection: result.record, isNew: false }
    case 'error':
      return { outcome: 'refused', fault: result.fault }
    case 'transient':
      return { outcome: 'unavailable', fault: result.fault }
  }
}
