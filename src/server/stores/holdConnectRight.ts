import type { PayloadRequest } from 'payload'
import type { Actor } from '#src/access/Actor.ts'
import { sql, sqlOf } from './sqlOf.ts'

/**
 * Whether the actor may still connect there, asked again inside the transaction that writes: testing a key takes
 * seconds, in which somebody may have been removed. The account's row is held, as removals do, so that neither passes
 * the other unseen.
 */
export async function holdConnectRight({ req, account, actor }: { req: PayloadRequest; account: string; actor: Actor }): Promise<boolean> {
  const held = await sqlOf({ req, query: sql`select 1 from accounts where id = ${account}::uuid for key share` })
  if (held.length === 0 || actor.kind === 'anonymous') return false
  const query =
    actor.kind === 'user'
      ? sql`select 1 from memberships where account_id = ${account}::uuid and user_id = ${actor.id}::uuid and role <> 'viewer'`
      : sql`select 1 from api_tokens where id = ${actor.id}::uuid and account_id = ${account}::uuid and (expires_at is null or expires_at > now())`
  return (await sqlOf({ req, query })).length > 0
}
