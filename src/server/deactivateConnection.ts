import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { changeState } from './changeState.ts'
import { canChange, requireConnection } from './requireConnection.ts'
import { setPlatformBlock } from './setPlatformBlock.ts'

/**
 * The reversible stop: nothing uses the connection until it is reactivated. The credential stays sealed. By the
 * platform it is a cut that the connection's own people cannot undo.
 */
export async function deactivateConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: null }> {
  const found = await requireConnection({ req, id, need: 'cut_off' })
  if (!canChange({ actor: await actorOf(req), found })) return setPlatformBlock({ req, id, isBlocked: true })
  const { connection } = await changeState({ req, id, need: 'change', event: 'deactivate', action: 'connection.deactivated' })
  return { connection, result: null }
}
