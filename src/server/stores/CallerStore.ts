import type { Pool } from 'pg'
import type { Role } from '#src/access/Actor.ts'
import type { CallLoader, FoundCall } from './createCallLoader.ts'
import type { LoadedToken, TokenQuery } from './loadCall.ts'
import { callReadMs, runOnPool, sql } from './statement.ts'

/** `only…`: all it may be used for. `actsFor`: the person in whose name it calls, as long as they are a member; `role`: what they are. */
export type FoundCallerToken = Omit<LoadedToken, 'expiresAt'>

export type SignIn = { user: string; session: string }
export type Membership = { account: string; role: Role }

/** What the proxy door asks the database about who calls: plain SQL, at most one statement each, no Payload. */
export type CallerStore = {
  /** A token that has not ended, where that is known without asking; null = `findToken` has to be asked. */
  knownToken?(hash: string): FoundCallerToken | null
  /** A token that has not ended, by the hash of its text; along with it what a call there needs, where that was read. */
  findToken(query: TokenQuery): Promise<FoundCall>
  /**
   * Whether that sign-in still stands (signing out deletes it), and the person's role in an account, or in the account
   * that owns a connection (not one in the trash, nor another's private one). Null: it does not stand.
   */
  findPerson(question: SignIn & { account: string | null; connection: string | null }): Promise<{ membership: Membership | null } | null>
}

export function createCallerStore({ pool, loader, onTokenUsed }: { pool: Pool; loader: CallLoader; onTokenUsed(id: string): void }): CallerStore {
  return {
    knownToken: (hash) => {
      const token = loader.knownToken(hash)
      if (token !== null) onTokenUsed(token.id)
      return token
    },
    async findToken(query) {
      const found = await loader.call(query)
      if (found.token !== null) onTokenUsed(found.token.id)
      return found
    },
    async findPerson({ user, session, account, connection }) {
      const [row] = await runOnPool<{ account_id: string | null; role: Role | null }>({
        pool,
        name: 'patchbay_caller_person',
        deadlineMs: callReadMs,
        query: sql`select m.account_id, m.role from users_sessions s
          left join memberships m on m.user_id = s._parent_id
            and m.account_id = coalesce(${account}::uuid, (select account_id from connections where id = ${connection}::uuid and deleted_at is null and (visibility = 'account' or owner_id = ${user}::uuid)))
          where s._parent_id = ${user}::uuid and s.id = ${session} and s.expires_at > now() limit 1`,
      })
      if (row === undefined) return null
      return { membership: row.account_id === null || row.role === null ? null : { account: row.account_id, role: row.role } }
    },
  }
}
