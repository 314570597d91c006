import type { WrappedDataKey } from '#src/engine/ports.ts'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { openProof } from './openProof.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'

type Row = { id: string; owner: string; kek_id: string; wrapped: string }

export const dataKeyOf = (row: Row): WrappedDataKey => ({ id: row.id, owner: row.owner, kekId: row.kek_id, wrapped: row.wrapped })

/**
 * The active data key of an owner (account id, or `platform`), made at first use. Two first uses at once make one key:
 * the database has room for one active key an owner, and the loser reads the winner's.
 * @throws PatchbayError `key_unavailable`, `vault_unavailable` when this process has another encryption key than the one
 *   the database was sealed with: what it sealed, nobody else could open
 */
export async function ensureDataKey({ req, owner, dataKeys }: { req: InRequest; owner: string; dataKeys: DataKeys }): Promise<WrappedDataKey> {
  const find = () => sqlOf<Row>({ req, query: sql`select id, owner, kek_id, wrapped from data_keys where owner = ${owner} and state = 'active'` })
  const [existing] = await find()
  if (existing !== undefined) return dataKeyOf(existing)
  await refuseOtherKey({ req, dataKeys })
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

async function refuseOtherKey({ req, dataKeys }: { req: InRequest; dataKeys: DataKeys }): Promise<void> {
  const [platform] = await sqlOf<Row & { proof: string | null }>({ req, query: sql`select id, owner, kek_id, wrapped, proof from data_keys where owner = 'platform' and state = 'active'` })
  if (platform?.proof != null) openProof({ dataKeys, dataKey: dataKeyOf(platform), envelope: platform.proof })
}
