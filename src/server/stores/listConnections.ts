import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'
import type { ConnectionRow } from './StoredConnection.ts'

export type LastUser = { kind: 'user' | 'token' | 'server'; /** null: not known any more, or not for this reader. */ name: string | null }

type Question = { pool: Pool; account: string; user: string; provider?: string | null }

/**
 * The connections of an account that this member may see, those of the last 30 days in the trash included. One's own
 * private ones; everybody's for account admins.
 */
export async function listConnections({ pool, account, user, provider = null }: Question): Promise<ConnectionRow[]> {
  const rows = await runOnPool<{ row: ConnectionRow }>({
    pool,
    query: sql`select to_json(c) as row from connections c join memberships m on m.account_id = c.account_id and m.user_id = ${user}::uuid
      where c.account_id = ${account}::uuid and (${provider}::text is null or c.provider = ${provider})
        and (c.visibility = 'account' or c.owner_id = m.user_id or m.role in ('owner', 'admin'))
        and (c.deleted_at is null or c.deleted_at > now() - interval '30 days')
      order by c.provider, c.is_default desc, c.sort_order, c.created_at, c.id`,
  })
  return rows.map(({ row }) => row)
}

/** Names of the people who own connections there. */
export async function readOwnerNames({ pool, owners }: { pool: Pool; owners: string[] }): Promise<Record<string, string>> {
  if (owners.length === 0) return {}
  const rows = await runOnPool<{ id: string; name: string }>({ pool, query: sql`select id, coalesce(nullif(name, ''), email) as name from users where id = any(${owners}::uuid[])` })
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}

/**
 * Who used each of these connections last, by connection. Tokens by the name they had, for those who may list them; people
 * by the name they have, as long as they exist.
 */
export async function readLastUsers({ pool, rows, canListTokens }: { pool: Pool; rows: ConnectionRow[]; canListTokens: boolean }): Promise<Record<string, LastUser>> {
  const people = await readOwnerNames({ pool, owners: [...new Set(rows.flatMap(({ last_used_by: by }) => (by?.kind === 'user' ? [by.id] : [])))] })
  return Object.fromEntries(
    rows.flatMap(({ id, last_used_by: by }): [string, LastUser][] => {
      if (by === null) return []
      if (by.kind === 'user') return [[id, { kind: 'user', name: people[by.id] ?? null }]]
      return [[id, { kind: by.kind, name: by.kind === 'token' && canListTokens ? by.name : null }]]
    }),
  )
}
