import type { PayloadRequest } from 'payload'
import type { Pool } from 'pg'
import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import { sql, sqlOf } from './sqlOf.ts'
import { runOnPool } from './statement.ts'

type NewRequest = { account: string; user: string; name: string; nameKey: string; website: string | null; why: string | null }

/** One at a time for a person and for an account, so that neither limit nor duplicates are passed by two at once. */
export async function lockRequestsOf({ req, user, account }: { req: PayloadRequest; user: string; account: string }): Promise<void> {
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock(hashtextextended(${account}, 9)), pg_advisory_xact_lock(hashtextextended(${user}, 9))` })
}

/** The account's request of that name that is open or planned. */
export async function findStandingRequest({ req, account, nameKey }: { req: PayloadRequest; account: string; nameKey: string }): Promise<ProviderRequestView | null> {
  const rows = await sqlOf<ProviderRequestView>({
    req,
    query: sql`select id, name, website, why, status, answer, created_at as "createdAt" from provider_requests
      where account_id = ${account}::uuid and name_key = ${nameKey} and status in ('open', 'planned')`,
  })
  return rows[0] === undefined ? null : { ...rows[0], createdAt: new Date(rows[0].createdAt).toISOString() }
}

/** How many somebody made in the last day, and in how many seconds the oldest of them no longer counts. */
export async function countRequests({ req, user }: { req: PayloadRequest; user: string }): Promise<{ count: number; secondsLeft: number }> {
  const [row] = await sqlOf<{ count: string; left: string | null }>({
    req,
    query: sql`select count(*) as count, extract(epoch from min(created_at) + interval '1 day' - now()) as left from provider_requests where user_id = ${user}::uuid and created_at > now() - interval '1 day'`,
  })
  return { count: Number(row?.count ?? 0), secondsLeft: Math.max(1, Number(row?.left ?? 1)) }
}

/** Access was decided by the caller. */
export async function saveProviderRequest({ req, data }: { req: PayloadRequest; data: NewRequest }): Promise<ProviderRequestView> {
  const doc = await req.payload.create({ collection: 'provider-requests', data: { ...data, status: 'open' }, overrideAccess: true, depth: 0, req })
  return { id: doc.id, name: data.name, website: data.website, why: data.why, status: 'open', answer: null, createdAt: doc.createdAt }
}

/** What an account has asked for, the newest first. */
export async function listRequests({ pool, account }: { pool: Pool; account: string }): Promise<ProviderRequestView[]> {
  const rows = await runOnPool<Omit<ProviderRequestView, 'createdAt'> & { createdAt: Date }>({
    pool,
    query: sql`select id, name, website, why, status, answer, created_at as "createdAt" from provider_requests where account_id = ${account}::uuid order by created_at desc, id limit 50`,
  })
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}
