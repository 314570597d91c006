import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Ids of the users who are members of any of these accounts. */
export async function readColleagues({ req, accounts }: { req: PayloadRequest; accounts: string[] }): Promise<string[]> {
  if (accounts.length === 0) return []
  const rows = await sqlOf<{ user_id: string }>({
    req,
    query: sql`select distinct user_id from memberships where account_id = any(${accounts}::uuid[])`,
  })
  return rows.map((row) => row.user_id)
}
