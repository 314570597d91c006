import type { Pool } from 'pg'
import type { Role } from '#src/access/Actor.ts'
import { runOnPool, sql } from './statement.ts'

/** Somebody's role in an account; null when they are no member. */
export async function readMemberRole({ pool, account, user }: { pool: Pool; account: string; user: string }): Promise<Role | null> {
  const [row] = await runOnPool<{ role: Role }>({ pool, query: sql`select role from memberships where account_id = ${account}::uuid and user_id = ${user}::uuid` })
  return row?.role ?? null
}
