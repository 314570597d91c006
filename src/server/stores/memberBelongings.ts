import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

type Person = { req: PayloadRequest; user: string }
type Member = Person & { account: string }

export type OwnConnection = { id: string; visibility: 'account' | 'private'; has_credential: boolean }

/** What somebody owns in an account, the trash included, held for the transaction. */
export const lockOwnConnections = ({ req, account, user }: Member): Promise<OwnConnection[]> =>
  sqlOf<OwnConnection>({
    req,
    query: sql`select id, visibility, (envelope is not null) as has_credential from connections where account_id = ${account}::uuid and owner_id = ${user}::uuid order by id for update`,
  })

/** Who takes over from somebody who leaves: `preferred` if they own the account, else its oldest owner; null when there is none. */
export async function findHeir({ req, account, user, preferred }: Member & { preferred: string | null }): Promise<string | null> {
  const [heir] = await sqlOf<{ user_id: string }>({
    req,
    query: sql`select user_id from memberships where account_id = ${account}::uuid and role = 'owner' and user_id <> ${user}::uuid
      order by (user_id = ${preferred}::uuid) desc nulls last, created_at, id limit 1`,
  })
  return heir?.user_id ?? null
}

/** Tokens that somebody made there, or that act for them; of the platform where `account` is null. */
export async function listTokensOf({ req, account, user }: Person & { account: string | null }): Promise<string[]> {
  const rows = await sqlOf<{ id: string }>({
    req,
    query: sql`select id from api_tokens where account_id is not distinct from ${account}::uuid and (created_by_id = ${user}::uuid or acts_for::uuid = ${user}::uuid) order by id`,
  })
  return rows.map((row) => row.id)
}

/** Every account where somebody is a member, owns a connection or made a token; locked in one order, so that no two wait for each other. */
export async function lockAccountsOf({ req, user }: Person): Promise<{ account: string; membership: string | null }[]> {
  return sqlOf<{ account: string; membership: string | null }>({
    req,
    query: sql`select a.id as account, (select m.id from memberships m where m.account_id = a.id and m.user_id = ${user}::uuid) as membership from accounts a
      where a.id in (select account_id from memberships where user_id = ${user}::uuid union select account_id from connections where owner_id = ${user}::uuid
        union select account_id from api_tokens where created_by_id = ${user}::uuid)
      order by a.id for update of a`,
  })
}
