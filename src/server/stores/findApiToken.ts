import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import { touchToken } from './touchToken.ts'

export type FoundToken = { id: string; name: string; account: string | null; isPlatform: boolean; scopes: unknown; createdBy: string | null; expiresAt: Date | null }

type Row = { id: string; name: string; account_id: string | null; platform: boolean; scopes: unknown; created_by_id: string | null; expires_at: Date | string | null; is_stale: boolean }

/** An unexpired token by its hash; null otherwise, also for those that are good for the proxy alone (CallerStore finds them). The comparison is by index on a hash, so timing tells nothing of the token. */
export async function findApiToken({ req, hash }: { req: InRequest; hash: string }): Promise<FoundToken | null> {
  const [row] = await sqlOf<Row>({
    req,
    query: sql`select id, name, account_id, platform, scopes, created_by_id, expires_at, (last_used_at is null or last_used_at < now() - interval '1 minute') as is_stale
      from api_tokens where hash = ${hash} and (expires_at is null or expires_at > now()) and only_provider is null and only_connection is null and acts_for is null`,
  })
  if (row === undefined) return null
  if (row.is_stale) await sqlOf({ req, query: touchToken(row.id) })
  const expiresAt = row.expires_at === null ? null : new Date(row.expires_at)
  return { id: row.id, name: row.name, account: row.account_id, isPlatform: row.platform, scopes: row.scopes, createdBy: row.created_by_id, expiresAt }
}
