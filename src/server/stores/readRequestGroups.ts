import type { Pool } from 'pg'
import type { RequestGroup } from '#src/engine/connections/Overview.ts'
import { runOnPool, sql } from './statement.ts'

/** Open wishes for providers, the same wish of several accounts together, the most wanted first. */
export const readRequestGroups = ({ pool, limit }: { pool: Pool; limit: number }): Promise<RequestGroup[]> =>
  runOnPool<RequestGroup>({
    pool,
    query: sql`select (array_agg(name order by created_at))[1] as name, (array_agg(website order by created_at) filter (where website is not null))[1] as website, count(distinct account_id)::int as accounts,
        (array_agg(id order by created_at))[1:200] as ids, coalesce((array_agg(why order by created_at desc) filter (where why is not null))[1:3], '{}') as why,
        to_char(max(created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "latestAt"
      from provider_requests where status = 'open' group by name_key order by accounts desc, max(created_at) desc limit ${limit}::int`,
  })
