import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { destroyCredential } from './destroyCredential.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockDefaults, settleDefault } from './stores/connectionDefaults.ts'
import { requireConnection } from './requireConnection.ts'
import type { Destroyed } from './revokeConnection.ts'
import { updateConnection } from './stores/saveConnection.ts'
import { tellAtOnce } from './tellAtOnce.ts'
import { viewConnection } from './viewConnection.ts'

/** Into the trash: the credential is destroyed at once, the record can be restored for 30 days as `disconnected`. */
export async function deleteConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: Destroyed }> {
  const { provider } = await inTransaction({
    req,
    work: async () => {
      const { record } = await requireConnection({ req, id, need: 'change' })
      await lockDefaults({ req, account: record.account, provider: record.provider })
      const found = await requireConnection({ req, id, need: 'change', forUpdate: true })
      await updateConnection({
        req,
        id,
        action: 'connection.deleted',
        data: { ...(await destroyCredential({ req, id })), status: 'disconnected', statusReason: null, statusNote: null, rotateBy: null, isDefault: false, deletedAt: new Date().toISOString() },
      })
      await settleDefault({ req, account: record.account, provider: record.provider })
      return found
    },
  })
  const told = await tellAtOnce({ connection: id })
  const connection = await viewConnection({ req, id })
  // What was revoked before stays what it was.
  return { connection, result: { destroyed: true, provider: connection.revocation?.provider ?? told, manageUrl: provider.compiled.manageUrl } }
}
