import type { PayloadRequest } from 'payload'
import type { Role } from '#src/access/Actor.ts'
import { sql, sqlOf } from './sqlOf.ts'

export type ShellAccount = { id: string; name: string; slug: string; role: Role }

/** The accounts somebody belongs to, by name. */
export const listOwnAccounts = ({ req, user }: { req: PayloadRequest; user: string }): Promise<ShellAccount[]> =>
  sqlOf<ShellAccount>({
    req,
    query: sql`select a.id, a.name, a.slug, m.role from memberships m join accounts a on a.id = m.account_id where m.user_id = ${user}::uuid order by a.name, a.id`,
  })
