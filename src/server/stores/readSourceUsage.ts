import type { Pool } from 'pg'
import type { CredentialSource } from '#src/engine/ports.ts'
import type { UsageCounts } from '#src/engine/usage/UsageCounts.ts'
import type { UsageInterval } from '#src/engine/usage/UsageReport.ts'
import { runOnPool, sql } from './statement.ts'
import { toCounts, usageSums, type UsageSums } from './usageSums.ts'

type Question = {
  pool: Pool
  account: string
  /** null: all of them. */
  provider: string | null
  /** Whose private connections count as well: their own, or, of who manages the account, everybody's. null: nobody's. */
  user: string | null
  from: Date
  to: Date
  interval: UsageInterval
}

/** An account's usage by whose credential it was, by the hour or day (UTC), oldest first; what has none is left out. */
export async function readSourceUsage({ pool, account, provider, user, from, to, interval }: Question): Promise<{ source: CredentialSource; start: Date; counts: UsageCounts }[]> {
  const rows = await runOnPool<UsageSums & { source: CredentialSource; start: Date }>({
    pool,
    query: usageSums(sql`source, date_trunc(${interval}, hour, 'utc') as start
      from patchbay.usage_buckets where account = ${account}::uuid and (${provider}::text is null or provider = ${provider}::text) and hour >= ${from.toISOString()}::timestamptz and hour < ${to.toISOString()}::timestamptz
        and (connection is null or connection in (select c.id from connections c where c.account_id = ${account}::uuid and (c.visibility = 'account' or c.owner_id = ${user}::uuid
          or exists (select 1 from memberships m where m.account_id = c.account_id and m.user_id = ${user}::uuid and m.role in ('owner', 'admin')))))
      group by source, start order by start`),
  })
  return rows.map((row) => ({ source: row.source, start: row.start, counts: toCounts(row) }))
}
