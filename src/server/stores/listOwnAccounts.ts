import type { PayloadRequest } from 'payload'
import type { Role } from '#src/access/Actor.ts'
import { sql, sqlOf } from './sqlOf.ts'

/** `blocked`: the platform has cut the account off, for the reason it gives. */
export type ShellAccount = { id: string; name: string; slug: string; role: Role; blocked: boolean; blockedReason: string | null }

/** The accounts somebody belongs to, by name. */
export const listOwnAccounts = ({ req, user }: { req: PayloadRequest; user: string }): Promise<ShellAccount[]> =>
  sqlOf<ShellAccount>({
    req,
    query: sql`select a.id, a.name, a.slug, m.role, coalesce(a.blocked, false) as blocked, a.blocked_reason as "blockedReason" from memberships m join accounts a on a.id = m.account_id where m.user_id = ${user}::uuid order by a.name, a.id`,
  })
