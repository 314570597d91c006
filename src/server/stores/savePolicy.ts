import type { PayloadRequest } from 'payload'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import { inTransaction } from './inTransaction.ts'
import { sql, sqlOf } from './sqlOf.ts'

type Save = { req: PayloadRequest; account: string; provider: string; mode: RoutingMode; distribution: Distribution | undefined }

/** One row an account and provider: made, or changed, under a lock, so that two first saves do not collide. */
export function savePolicy({ req, account, provider, mode, distribution }: Save): Promise<void> {
  return inTransaction({
    req,
    work: async () => {
      await sqlOf({ req, query: sql`select pg_advisory_xact_lock(hashtextextended(${`${account} ${provider}`}, 8))` })
      const [existing] = await sqlOf<{ id: string }>({ req, query: sql`select id from routing_policies where account_id = ${account}::uuid and provider = ${provider}` })
      if (existing === undefined) {
        await req.payload.create({ collection: 'routing-policies', data: { account, provider, mode, distribution: distribution ?? 'default' }, overrideAccess: true, depth: 0, req })
      } else {
        await req.payload.update({ collection: 'routing-policies', id: existing.id, data: { mode, ...(distribution === undefined ? {} : { distribution }) }, overrideAccess: true, depth: 0, req })
      }
    },
  })
}
