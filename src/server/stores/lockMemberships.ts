import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { sql, sqlOf } from './sqlOf.ts'

export type MembershipRow = { id: string; account_id: string; user_id: string; role: string }

/**
 * All memberships of an account, with the account's row locked for the transaction: two owners who remove each other
 * at the same moment wait for one another, and the second sees the first's work.
 * @throws PatchbayError `not_found` when there is no such account
 */
export async function lockMemberships({ req, account, id }: { req: PayloadRequest; account?: string; id?: string }): Promise<MembershipRow[]> {
  const found = account ?? (await sqlOf<{ account_id: string }>({ req, query: sql`select account_id from memberships where id = ${id ?? null}::uuid` }))[0]?.account_id
  if (found === undefined) return []
  const locked = await sqlOf({ req, query: sql`select 1 from accounts where id = ${found}::uuid for update` })
  // Deleted while this waited for it.
  if (locked.length === 0) throw new PatchbayError('not_found', { message: 'There is no account with that id.' })
  return sqlOf<MembershipRow>({ req, query: sql`select id, account_id, user_id, role from memberships where account_id = ${found}::uuid` })
}
