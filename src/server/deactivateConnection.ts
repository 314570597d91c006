import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { changeState } from './changeState.ts'

/** The reversible stop: nothing uses the connection until it is reactivated. The credential stays sealed. */
export async function deactivateConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: null }> {
  const { connection } = await changeState({ req, id, need: 'cut_off', event: 'deactivate', action: 'connection.deactivated' })
  return { connection, result: null }
}
