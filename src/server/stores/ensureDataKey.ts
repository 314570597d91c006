import type { WrappedDataKey } from '#src/engine/ports.ts'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'

type Row = { id: string; owner: string; kek_id: string; wrapped: string }

export const dataKeyOf = (row: Row): WrappedDataKey => ({ id: row.id, owner: row.owner, kekId: row.kek_id, wrapped: row.wrapped })

/**
 * The active data key of an owner (account id, or `platform`), made at first use. Two first uses at once make one key:
 * the database has room for one active key an owner, and the loser reads the winner's.
 */
export async function ensureDataKey({ req, owner, dataKeys }: { req: InRequest; owner: string; dataKeys: DataKeys }): Promise<WrappedDataKey> {
  const find = () => sqlOf<Row>({ req, query: sql`select id, owner, kek_id, wrapped from data_keys where owner = ${owner} and state = 'active'` })
  const [existing] = await find()
  if (existing !== undefined) return dataKeyOf(existing)
  const made = dataKeys.create(owner)
  const account = owner === 'platform' ? null : owner
  await sqlOf({
    req,
    query: sql`insert into data_keys (id, owner, account_id, kek_id, wrapped, state, created_at, updated_at)
      values (${made.id}::uuid, ${owner}, ${account}::uuid, ${made.kekId}, ${made.wrapped}, 'active', now(), now())
      on conflict (owner) where state = 'active' do nothing`,
  })
  const [stored] = await find()
  if (stored === undefined) throw new Error(`no active data key of ${owner} after making one`)
  return dataKeyOf(stored)
}
