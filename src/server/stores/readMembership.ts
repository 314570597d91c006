import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Whose membership of which account it is; null when there is none. */
export async function readMembership({ req, id }: { req: PayloadRequest; id: string }): Promise<{ account: string; user: string } | null> {
  const [row] = await sqlOf<{ account: string; user: string }>({ req, query: sql`select account_id as account, user_id as "user" from memberships where id = ${id}::uuid` })
  return row ?? null
}
