import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** `connections` counts those in trash too, and so does `accounts`. */
type ProviderUses = { connections: number; inTrash: number; accounts: number; builtIns: number; policies: number }

/** How many rows refer to a provider, over all accounts. */
export async function countProviderUses({ req, id }: { req: PayloadRequest; id: string }): Promise<ProviderUses> {
  const rows = await sqlOf<{ connections: number; in_trash: number; accounts: number; built_ins: number; policies: number }>({
    req,
    query: sql`select
      (select count(*)::int from connections c where c.provider = p.key) as connections,
      (select count(*)::int from connections c where c.provider = p.key and c.deleted_at is not null) as in_trash,
      (select count(distinct c.account_id)::int from connections c where c.provider = p.key) as accounts,
      (select count(*)::int from built_in_credentials b where b.provider = p.key) as built_ins,
      (select count(*)::int from routing_policies r where r.provider = p.key) as policies
      from integration_providers p where p.id = ${id}::uuid`,
  })
  const row = rows[0]
  return { connections: row?.connections ?? 0, inTrash: row?.in_trash ?? 0, accounts: row?.accounts ?? 0, builtIns: row?.built_ins ?? 0, policies: row?.policies ?? 0 }
}
