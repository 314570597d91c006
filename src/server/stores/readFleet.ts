import type { Pool } from 'pg'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { Failure, ProviderHealth, StandingCut } from '#src/engine/connections/Overview.ts'
import type { AgreedTerms } from './readAgreedTerms.ts'
import { runOnPool, sql } from './statement.ts'

type Counts = Omit<ProviderHealth, 'awaitingConsent'>

/** How the connections of each provider are, over all accounts. What has expired counts so, whether it is written down or not. */
export const readProviderHealth = ({ pool }: { pool: Pool }): Promise<Counts[]> =>
  runOnPool<Counts>({
    pool,
    query: sql`with effective as (
        select provider, account_id, blocked_by, case when status in ('active', 'pending') and expires_at <= now() then 'expired' else status::text end as status
        from connections where deleted_at is null
      )
      select p.id, p.key, p.name, coalesce(p.blocked, false) as "isCutOff", count(distinct e.account_id)::int as accounts,
        count(*) filter (where e.status = 'active')::int as active, count(*) filter (where e.status = 'pending')::int as pending, count(*) filter (where e.status in ('error', 'expired'))::int as failing,
        count(*) filter (where e.status = 'disconnected')::int as disconnected, count(*) filter (where e.status = 'inactive')::int as inactive, count(*) filter (where e.status = 'revoked')::int as revoked,
        count(*) filter (where e.blocked_by is not null)::int as "cutOff"
      from effective e join integration_providers p on p.key = e.provider group by p.id, p.key, p.name, p.blocked
      order by failing desc, count(*) desc, p.name`,
  })

type Group = AgreedTerms & { provider: string; connections: number; compiled: CompiledProvider | null }

/** What owners agreed to, each set of terms once with the number of connections under it, beside the row as it is now. */
export async function readTermGroups({ pool, limit }: { pool: Pool; limit: number }): Promise<{ provider: string; connections: number; row: AgreedTerms; compiled: CompiledProvider }[]> {
  const rows = await runOnPool<Group>({
    pool,
    query: sql`with groups as (
        select provider, auth_method, agreed_hosts, (array_agg(fields))[1] as fields, count(*)::int as connections
        from connections where deleted_at is null and envelope is not null group by provider, auth_method, agreed_hosts order by count(*) desc limit ${limit}::int
      )
      select g.*, '' as envelope, case when row_number() over (partition by g.provider) = 1 then p.compiled end as compiled from groups g join integration_providers p on p.key = g.provider`,
  })
  const byProvider = new Map(rows.flatMap(({ provider, compiled }) => (compiled === null ? [] : [[provider, compiled] as const])))
  return rows.flatMap(({ provider, connections, ...row }) => {
    const compiled = byProvider.get(provider)
    return compiled === undefined ? [] : [{ provider, connections, row, compiled }]
  })
}

type Facts = { accounts: number; connections: number; ownerless: { id: string; name: string }[] | null; failures: Failure[] | null; cuts: StandingCut[] | null }

/** Sums, and the newest of what needs a hand, in one statement. */
export async function readFleetFacts({ pool, limit }: { pool: Pool; limit: number }): Promise<Facts> {
  const [row] = await runOnPool<Facts>({
    pool,
    query: sql`with failing as (
        select c.id, c.account_id, c.provider, c.status_reason, c.status, greatest(c.updated_at, case when c.expires_at <= now() then c.expires_at end) as at from connections c
        where c.deleted_at is null and (c.status in ('error', 'expired') or (c.status in ('active', 'pending') and c.expires_at <= now())) order by at desc limit ${limit}::int
      ), cuts as (
        (select 'account' as kind, id, name, blocked_reason as reason, updated_at from accounts where blocked limit ${limit}::int)
        union all (select 'provider', id, name, blocked_reason, updated_at from integration_providers where blocked limit ${limit}::int)
        union all (select 'connection', c.id, a.name || ' · ' || p.name, c.blocked_reason, c.updated_at from connections c join accounts a on a.id = c.account_id join integration_providers p on p.key = c.provider
          where c.blocked_by is not null and c.deleted_at is null order by c.updated_at desc limit ${limit}::int)
      )
      select (select count(*)::int from accounts) as accounts, (select count(*)::int from connections where deleted_at is null) as connections,
        (select json_agg(json_build_object('id', o.id, 'name', o.name)) from (select id, name from accounts a where not exists (select 1 from memberships m where m.account_id = a.id and m.role = 'owner') order by name limit ${limit}::int) o) as ownerless,
        (select json_agg(json_build_object('connection', f.id, 'account', json_build_object('id', a.id, 'name', a.name), 'provider', p.name, 'reason', f.status_reason,
            'status', case when f.status = 'error' then 'error' else 'expired' end, 'at', to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by f.at desc)
          from failing f join accounts a on a.id = f.account_id join integration_providers p on p.key = f.provider) as failures,
        (select json_agg(json_build_object('kind', kind, 'id', id, 'name', name, 'reason', reason) order by updated_at desc) from cuts) as cuts`,
  })
  return row ?? { accounts: 0, connections: 0, ownerless: null, failures: null, cuts: null }
}
