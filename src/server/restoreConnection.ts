import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockDefaults, namesLike, settleDefault } from './stores/connectionDefaults.ts'
import { requireConnection } from './requireConnection.ts'
import { updateConnection } from './stores/saveConnection.ts'
import { viewConnection } from './viewConnection.ts'

const keptDays = 30

/** Out of the trash, without a credential. A name somebody took meanwhile gets a mark. */
export async function restoreConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: null }> {
  await inTransaction({
    req,
    work: async () => {
      const before = await requireTrashed({ req, id })
      const scope = { req, account: before.record.account, provider: before.record.provider }
      // Ahead of the row, as everywhere: the other order would wait for somebody who waits for this.
      await lockDefaults(scope)
      const { record, row } = await requireTrashed({ req, id, forUpdate: true })
      if (row.deleted_at !== null && Date.now() - new Date(row.deleted_at).getTime() > keptDays * 86_400_000) throw new PatchbayError('not_found')
      const displayName = await freeName({ req, account: record.account, name: record.displayName })
      await updateConnection({ req, id, action: 'connection.restored', data: { deletedAt: null, status: 'disconnected', displayName, isDefault: false } })
      await settleDefault(scope)
    },
  })
  return { connection: await viewConnection({ req, id }), result: null }
}

/** A connection that is here and not in the trash is in the wrong state, not missing. */
async function requireTrashed({ req, id, forUpdate = false }: { req: PayloadRequest; id: string; forUpdate?: boolean }) {
  try {
    return await requireConnection({ req, id, need: 'change', inTrash: true, forUpdate })
  } catch (error) {
    if (!(error instanceof PatchbayError) || error.code !== 'not_found') throw error
    await requireConnection({ req, id, need: 'change' })
    throw new PatchbayError('invalid_transition', { message: 'This connection is not in the trash.' })
  }
}

async function freeName({ req, account, name }: { req: PayloadRequest; account: string; name: string }): Promise<string> {
  const taken = await namesLike({ req, account, prefix: name.slice(0, 66) })
  if (!taken.has(name.toLowerCase())) return name
  let number = 1
  const candidate = () => `${name.slice(0, 66)} (restored${number === 1 ? '' : ` ${number}`})`
  while (taken.has(candidate().toLowerCase())) number += 1
  return candidate()
}
