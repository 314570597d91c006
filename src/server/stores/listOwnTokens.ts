import type { PayloadRequest } from 'payload'
import type { Pool } from 'pg'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { sqlOf } from './sqlOf.ts'
import { runOnPool, sql } from './statement.ts'

type Row = Omit<OwnToken, 'lastUsedAt'> & { last_used_at: Date | null }

/** The tokens that somebody made and that still work, in whichever account; not the short ones that the server makes for itself. */
export async function listOwnTokens({ pool, user }: { pool: Pool; user: string }): Promise<OwnToken[]> {
  const rows = await runOnPool<Row>({
    pool,
    query: sql`select t.id, t.name, coalesce(t.prefix, '') as prefix, a.name as account, t.last_used_at
      from api_tokens t left join accounts a on a.id = t.account_id
      where t.created_by_id = ${user}::uuid and t.only_provider is null and t.only_connection is null and (t.expires_at is null or t.expires_at > now())
      order by a.name nulls last, t.name, t.id limit 500`,
  })
  return rows.map(({ last_used_at: lastUsedAt, ...token }) => ({ ...token, lastUsedAt: lastUsedAt?.toISOString() ?? null }))
}

/** Their ids, held for the transaction in one order: of two who revoke at the same moment the second finds none. */
export async function lockOwnTokens({ req, user }: { req: PayloadRequest; user: string }): Promise<string[]> {
  const rows = await sqlOf<{ id: string }>({ req, query: sql`select id from api_tokens where created_by_id = ${user}::uuid and only_provider is null and only_connection is null order by id for update` })
  return rows.map((row) => row.id)
}
