import { addUsage } from './addUsage.ts'
import { describeUsage } from './describeUsage.ts'
import type { UsageCounts } from './UsageCounts.ts'
import type { UsageSeries } from './UsageReport.ts'

/** Buckets as they are shown, in the order given, and all of them together. */
export const listUsage = (rows: { start: Date; counts: UsageCounts }[]): UsageSeries => ({
  total: describeUsage(addUsage(rows.map((row) => row.counts))),
  buckets: rows.map(({ start, counts }) => ({ start: start.toISOString(), ...describeUsage(counts) })),
})
