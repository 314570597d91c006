import { type InRequest, sql, sqlOf } from './sqlOf.ts'

export type FoundToken = { id: string; name: string; account: string | null; scopes: unknown }

/** An unexpired token by its hash; null otherwise. The comparison is by index on a hash, so timing tells nothing of the token. */
export async function findApiToken({ req, hash }: { req: InRequest; hash: string }): Promise<FoundToken | null> {
  const rows = await sqlOf<{ id: string; name: string; account_id: string | null; scopes: unknown }>({
    req,
    query: sql`select id, name, account_id, scopes from api_tokens where hash = ${hash} and (expires_at is null or expires_at > now())`,
  })
  const row = rows[0]
  return row === undefined ? null : { id: row.id, name: row.name, account: row.account_id, scopes: row.scopes }
}
