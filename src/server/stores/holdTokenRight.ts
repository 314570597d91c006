import type { PayloadRequest } from 'payload'
import type { Actor } from '#src/access/Actor.ts'
import { sql, sqlOf } from './sqlOf.ts'

type Question = { req: PayloadRequest; account: string | null; maker: Exclude<Actor, { kind: 'anonymous' }> }

/**
 * Whether what lets somebody make a token still stands, held for the transaction: a removal that runs meanwhile either
 * waits and then ends the new token as well, or came first and is seen here.
 */
export async function holdTokenRight({ req, account, maker }: Question): Promise<boolean> {
  if (account !== null) await sqlOf({ req, query: sql`select 1 from accounts where id = ${account}::uuid for key share` })
  const rows = await sqlOf({ req, query: rightOf({ account, maker }) })
  return rows.length > 0
}

function rightOf({ account, maker }: Omit<Question, 'req'>) {
  if (maker.kind === 'token') return sql`select 1 from api_tokens where id = ${maker.id}::uuid for key share`
  if (account === null) return sql`select 1 from users where id = ${maker.id}::uuid and platform_role = 'admin' for share`
  return sql`select 1 from memberships where account_id = ${account}::uuid and user_id = ${maker.id}::uuid and role in ('owner', 'admin') for share`
}
