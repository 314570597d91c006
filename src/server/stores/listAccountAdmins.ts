import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** Names of the people who run an account, owners first: whom to ask. */
export async function listAccountAdmins({ pool, account }: { pool: Pool; account: string }): Promise<string[]> {
  const rows = await runOnPool<{ name: string }>({
    pool,
    query: sql`select coalesce(nullif(u.name, ''), u.email) as name from memberships m join users u on u.id = m.user_id
      where m.account_id = ${account}::uuid and m.role in ('owner', 'admin') order by m.role = 'owner' desc, 1 limit 5`,
  })
  return rows.map((row) => row.name)
}
