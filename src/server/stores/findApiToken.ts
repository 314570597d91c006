import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import { touchToken } from './touchToken.ts'

export type FoundToken = { id: string; name: string; account: string | null; scopes: unknown }

/** An unexpired token by its hash; null otherwise. The comparison is by index on a hash, so timing tells nothing of the token. */
export async function findApiToken({ req, hash }: { req: InRequest; hash: string }): Promise<FoundToken | null> {
  const rows = await sqlOf<{ id: string; name: string; account_id: string | null; scopes: unknown; is_stale: boolean }>({
    req,
    query: sql`select id, name, account_id, scopes, (last_used_at is null or last_used_at < now() - interval '1 minute') as is_stale from api_tokens where hash = ${hash} and (expires_at is null or expires_at > now())`,
  })
  const row = rows[0]
  if (row?.is_stale) await sqlOf({ req, query: touchToken(row.id) })
  return row === undefined ? null : { id: row.id, name: row.name, account: row.account_id, scopes: row.scopes }
}
