import type { Pool } from 'pg'
import type { ProviderRevocation } from '#src/engine/connections/Revocation.ts'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import type { RevocationScope } from './keepForRevocation.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import { runOnPool } from './statement.ts'

/** A new run without anything in it yet. */
export async function createRevocationRun({ req, scope: { account, provider, from, until }, askedBy }: { req: InRequest; scope: Omit<RevocationScope, 'connection'>; askedBy: string | null }): Promise<string> {
  const [row] = await sqlOf<{ id: string }>({
    req,
    query: sql`insert into patchbay.revocation_runs (account, provider, connected_from, connected_until, asked_by) values (${account}::uuid, ${provider}, ${from}::timestamptz, ${until}::timestamptz, ${askedBy}) returning id`,
  })
  return row?.id ?? ''
}

export async function closeRevocationRun({ req, id, total }: { req: InRequest; id: string; total: number }): Promise<void> {
  await sqlOf({ req, query: sql`update patchbay.revocation_runs set total = ${total} where id = ${id}::uuid` })
}

type Row = Omit<RevocationRun, 'account'> & { accountId: string | null; accountName: string | null }

/** The newest runs first; `id` = that one only. */
export async function listRevocationRuns({ pool, id, limit }: { pool: Pool; id: string | null; limit: number }): Promise<RevocationRun[]> {
  const rows = await runOnPool<Row>({
    pool,
    query: sql`with runs as (select * from patchbay.revocation_runs where ${id}::uuid is null or id = ${id}::uuid order by asked_at desc limit ${limit}::int)
      select r.id, r.account as "accountId", a.name as "accountName", r.provider, r.connected_from as from, r.connected_until as until, r.asked_by as "askedBy", r.asked_at as "askedAt", r.total,
        count(v.id) filter (where v.state = 'revoked')::int as revoked, count(v.id) filter (where v.state = 'waiting')::int as queued,
        count(v.id) filter (where v.state = 'unsupported')::int as unsupported, count(v.id) filter (where v.state = 'failed')::int as failed
      from runs r left join accounts a on a.id = r.account left join patchbay.revocations v on v.run = r.id
      group by r.id, r.account, a.name, r.provider, r.connected_from, r.connected_until, r.asked_by, r.asked_at, r.total order by r.asked_at desc`,
  })
  return rows.map(({ accountId, accountName, ...run }) => ({ ...run, account: accountId === null ? null : { id: accountId, name: accountName ?? '' }, from: isoOf(run.from), until: isoOf(run.until), askedAt: isoOf(run.askedAt) ?? '' }))
}

const isoOf = (moment: string | Date | null): string | null => (moment === null ? null : new Date(moment).toISOString())

export type RevocationLine = { connection: string; accountId: string; accountName: string; provider: string; authMethod: string; destroyedAt: Date; atProvider: ProviderRevocation; endedAt: Date | null; code: string | null; manageUrl: string | null }

/** What became of each credential of a run. No name of a connection or person: the platform sees that they are there. */
export const listRevocationLines = ({ pool, run }: { pool: Pool; run: string }): Promise<RevocationLine[]> =>
  runOnPool<RevocationLine>({
    pool,
    query: sql`select v.connection, v.account as "accountId", a.name as "accountName", v.provider, v.auth_method as "authMethod", v.destroyed_at as "destroyedAt",
        case v.state when 'waiting' then 'queued' else v.state end as "atProvider", v.ended_at as "endedAt", v.code, p.compiled ->> 'manageUrl' as "manageUrl"
      from patchbay.revocations v join accounts a on a.id = v.account join integration_providers p on p.key = v.provider where v.run = ${run}::uuid order by a.name, v.provider, v.connection`,
  })
