import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

export type MembershipRow = { id: string; account_id: string; user_id: string; role: string }

/**
 * All memberships of an account, with the account's row locked for the transaction: two owners who remove each other
 * at the same moment wait for one another, and the second sees the first's work.
 */
export async function lockMemberships({ req, account, id }: { req: PayloadRequest; account?: string; id?: string }): Promise<MembershipRow[]> {
  const found = account ?? (await sqlOf<{ account_id: string }>({ req, query: sql`select account_id from memberships where id = ${id ?? null}::uuid` }))[0]?.account_id
  if (found === undefined) return []
  await sqlOf({ req, query: sql`select 1 from accounts where id = ${found}::uuid for update` })
  return sqlOf<MembershipRow>({ req, query: sql`select id, account_id, user_id, role from memberships where account_id = ${found}::uuid` })
}
