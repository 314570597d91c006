import type { Pool } from 'pg'
import type { ApiTokenView } from '#src/engine/people/ApiTokenView.ts'
import { runOnPool, sql } from './statement.ts'

type Row = { id: string; name: string; prefix: string | null; scopes: unknown; made_by: string | null; created_at: Date; last_used_at: Date | null; expires_at: Date | null; is_expired: boolean }

/** The tokens people made in an account, the newest first; not the short ones that the server makes for itself. Access was decided by the caller. */
export async function listApiTokens({ pool, account }: { pool: Pool; account: string }): Promise<ApiTokenView[]> {
  const rows = await runOnPool<Row>({
    pool,
    query: sql`select t.id, t.name, t.prefix, t.scopes, coalesce(nullif(u.name, ''), u.email) as made_by, t.created_at, t.last_used_at, t.expires_at, coalesce(t.expires_at <= now(), false) as is_expired
      from api_tokens t left join users u on u.id = t.created_by_id
      where t.account_id = ${account}::uuid and t.only_provider is null and t.only_connection is null order by t.created_at desc, t.id limit 500`,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix ?? '',
    scopes: Array.isArray(row.scopes) ? row.scopes.filter((one) => typeof one === 'string') : [],
    madeBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    isExpired: row.is_expired,
  }))
}
