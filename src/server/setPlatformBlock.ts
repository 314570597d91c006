import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { requireConnection } from './requireConnection.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { updateConnection } from './stores/saveConnection.ts'
import { viewConnection } from './viewConnection.ts'

type Cut = { req: PayloadRequest; id: string; isBlocked: boolean; reason?: string | null }

/**
 * Cuts a connection off for the platform, or lifts that. Not a status: its people could undo one, and lifting the cut
 * must bring back the state they had left it in. The caller has decided that the platform is asking.
 * @throws PatchbayError `invalid_transition` when it is so already
 */
export async function setPlatformBlock({ req, id, isBlocked, reason = null }: Cut): Promise<{ connection: ConnectionView; result: null }> {
  await inTransaction({
    req,
    work: async () => {
      const { record } = await requireConnection({ req, id, need: 'cut_off', forUpdate: true })
      if ((record.blockedBy !== null) === isBlocked) throw new PatchbayError('invalid_transition', { message: `This connection is ${isBlocked ? 'cut off already' : 'not cut off any more'}.` })
      await updateConnection({ req, id, action: isBlocked ? 'connection.blocked' : 'connection.unblocked', data: { blockedBy: isBlocked ? 'platform' : null, blockedReason: isBlocked ? reason : null } })
    },
  })
  return { connection: await viewConnection({ req, id }), result: null }
}
