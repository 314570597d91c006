import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

export type OrderedConnection = { id: string; version: number; isDefault: boolean; sortOrder: number }

type Scope = { req: PayloadRequest; account: string; provider: string }

/** The connections that everybody in the account sees, in the order they are asked, held for the transaction. */
export async function lockOrder({ req, account, provider }: Scope): Promise<OrderedConnection[]> {
  const rows = await sqlOf<{ id: string; version: string | number; is_default: boolean | null; sort_order: string | number | null }>({
    req,
    query: sql`select id, version, is_default, sort_order from connections
      where account_id = ${account}::uuid and provider = ${provider} and visibility = 'account' and deleted_at is null
      order by is_default desc, sort_order, created_at, id for update`,
  })
  return rows.map((row) => ({ id: row.id, version: Number(row.version), isDefault: row.is_default ?? false, sortOrder: Number(row.sort_order ?? 0) }))
}

/**
 * Places run from -n to -1 and the first is the default, so that what is connected later, at place 0, comes last. Rows
 * that keep their place keep their version.
 */
export async function writeOrder({ req, account, provider, ids }: Scope & { ids: string[] }): Promise<void> {
  // Ahead of giving it to another: there is one default at every moment, or none.
  await sqlOf({ req, query: sql`update connections set is_default = false, version = version + 1 where account_id = ${account}::uuid and provider = ${provider} and is_default and deleted_at is null and id <> ${ids[0]}::uuid` })
  await sqlOf({
    req,
    query: sql`update connections c set sort_order = p.place - ${ids.length + 1}::int, is_default = p.place = 1, updated_at = now(),
        version = c.version + case when (c.sort_order, c.is_default) is distinct from (p.place - ${ids.length + 1}::int, p.place = 1) then 1 else 0 end
      from unnest(${ids}::uuid[]) with ordinality as p(id, place) where c.id = p.id`,
  })
}
