import type { Pool } from 'pg'
import { inside } from '#src/engine/audit/Trace.ts'
import { isPatchbayError } from '#src/engine/errors.ts'
import type { WrappedDataKey } from '#src/engine/ports.ts'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { dataKeyOf } from './ensureDataKey.ts'
import { inPoolTransaction } from './inPoolTransaction.ts'
import { insertAuditEvent } from './insertAuditEvent.ts'
import { runOnPool, sql } from './statement.ts'

type Batch = { pool: Pool; dataKeys: DataKeys; /** Of the encryption key that is to wrap them. */ currentId: string; limit: number; /** Ids to leave alone. */ except: string[] }

/**
 * Wraps so many data keys with the current encryption key that another one wraps. Keys that another process holds are
 * passed over. `refused`: ids of those that do not open.
 */
export async function rewrapBatch({ pool, dataKeys, currentId, limit, except }: Batch): Promise<{ done: number; refused: string[] }> {
  return inPoolTransaction(pool, async (client) => {
    const rows = await runOnPool<{ id: string; owner: string; kek_id: string; wrapped: string }>({
      pool: client,
      query: sql`select id, owner, kek_id, wrapped from data_keys where state <> 'destroyed' and wrapped is not null and kek_id <> ${currentId} and id <> all(${except}::uuid[])
        order by id limit ${limit} for update skip locked`,
    })
    const changed: { before: WrappedDataKey; after: WrappedDataKey }[] = []
    const refused: string[] = []
    for (const before of rows.map(dataKeyOf)) {
      const after = rewrap({ dataKeys, before })
      if (after === null) refused.push(before.id)
      else changed.push({ before, after })
    }
    if (changed.length === 0) return { done: 0, refused }
    await runOnPool({
      pool: client,
      query: sql`update data_keys d set kek_id = ${currentId}, wrapped = b.after, updated_at = now()
        from unnest(${changed.map(({ before }) => before.id)}::uuid[], ${changed.map(({ before }) => before.wrapped)}::text[], ${changed.map(({ after }) => after.wrapped)}::text[]) as b(id, before, after)
        where d.id = b.id and d.wrapped = b.before`,
    })
    await runOnPool({
      pool: client,
      query: insertAuditEvent({
        account: null, action: 'platform.keys_rewrapped', actor: { kind: 'system' }, targetType: null, targetId: null, targetLabel: null, provider: null,
        outcome: 'done', code: null, changed: ['kekId'], requestId: null, address: inside.serverCode, visibleTo: null,
      }),
    })
    return { done: changed.length, refused }
  })
}

function rewrap({ dataKeys, before }: { dataKeys: DataKeys; before: WrappedDataKey }): WrappedDataKey | null {
  try {
    return dataKeys.rewrap(before)
  } catch (error) {
    if (isPatchbayError(error)) return null
    throw error
  }
}
