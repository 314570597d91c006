import type { Pool } from 'pg'
import type { Role } from '#src/access/Actor.ts'
import { touchToken } from './touchToken.ts'
import { runOnPool, sql } from './statement.ts'

/** `only…`: all it may be used for. `actsFor`: the person in whose name it calls, as long as they are a member. */
export type FoundCallerToken = { id: string; name: string; account: string | null; scopes: string[]; onlyConnection: string | null; onlyProvider: string | null; actsFor: string | null }

/** What the proxy door asks the database about who calls; plain SQL, one statement each, no Payload. */
export type CallerStore = {
  /** An unexpired token by the hash of its text. */
  findToken(hash: string): Promise<FoundCallerToken | null>
  /** Whether that sign-in still stands: signing out deletes it. */
  hasSession(session: { user: string; session: string }): Promise<boolean>
  /** The user's role in an account, or in the account that owns a connection (not one in the trash, nor another's private one). */
  findMembership(question: { user: string; account: string | null; connection: string | null }): Promise<{ account: string; role: Role } | null>
}

export function createCallerStore(pool: Pool): CallerStore {
  return {
    async findToken(hash) {
      const [row] = await runOnPool<{ id: string; name: string; account_id: string | null; scopes: unknown; only_connection: string | null; only_provider: string | null; acts_for: string | null; is_stale: boolean }>({
        pool,
        name: 'patchbay_caller_token',
        query: sql`select id, name, account_id, scopes, only_connection, only_provider, acts_for, (last_used_at is null or last_used_at < now() - interval '1 minute') as is_stale from api_tokens where hash = ${hash} and (expires_at is null or expires_at > now())`,
      })
      if (row === undefined) return null
      // At most once a minute, and the call does not wait for it.
      if (row.is_stale) void runOnPool({ pool, query: touchToken(row.id) }).catch(() => undefined)
      const scopes = Array.isArray(row.scopes) ? row.scopes.filter((one) => typeof one === 'string') : []
      return { id: row.id, name: row.name, account: row.account_id, scopes, onlyConnection: row.only_connection, onlyProvider: row.only_provider, actsFor: row.acts_for }
    },
    async hasSession({ user, session }) {
      const rows = await runOnPool({
        pool,
        name: 'patchbay_caller_session',
        query: sql`select 1 from users_sessions where _parent_id = ${user}::uuid and id = ${session} and expires_at > now()`,
      })
      return rows.length > 0
    },
    async findMembership({ user, account, connection }) {
      const [row] = await runOnPool<{ account_id: string; role: Role }>({
        pool,
        name: 'patchbay_caller_membership',
        query: sql`select account_id, role from memberships where user_id = ${user}::uuid
          and account_id = coalesce(${account}::uuid, (select account_id from connections where id = ${connection}::uuid and deleted_at is null and (visibility = 'account' or owner_id = ${user}::uuid)))`,
      })
      return row === undefined ? null : { account: row.account_id, role: row.role }
    },
  }
}
