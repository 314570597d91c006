import type { PayloadRequest } from 'payload'
import type { UsageCounts } from '#src/engine/usage/UsageCounts.ts'
import type { UsageInterval } from '#src/engine/usage/UsageReport.ts'
import { sql, sqlOf } from './sqlOf.ts'
import { toCounts, usageSums, type UsageSums } from './usageSums.ts'

type Question = { req: PayloadRequest; connection: string; from: Date; to: Date; interval: UsageInterval }

/** A connection's usage by the hour or day (UTC), oldest first; what has none is left out. */
export async function readUsage({ req, connection, from, to, interval }: Question): Promise<{ start: Date; counts: UsageCounts }[]> {
  const rows = await sqlOf<UsageSums & { start: string | Date }>({
    req,
    query: usageSums(sql`date_trunc(${interval}, hour, 'utc') as start
      from patchbay.usage_buckets where connection = ${connection}::uuid and hour >= ${from.toISOString()}::timestamptz and hour < ${to.toISOString()}::timestamptz
      group by start order by start`),
  })
  return rows.map((row) => ({ start: new Date(row.start), counts: toCounts(row) }))
}
