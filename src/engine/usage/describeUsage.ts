import { emptyUsage } from './emptyUsage.ts'
import { estimatePercentile } from './estimatePercentile.ts'
import type { UsageCounts } from './UsageCounts.ts'
import type { UsageFigures } from './UsageReport.ts'

/** Counts as they are shown. A histogram that is shorter than its classes (none was kept then) is filled up. */
export function describeUsage(usage: UsageCounts): UsageFigures {
  const counts = emptyUsage().latency.map((none, place) => usage.latency[place] ?? none)
  return { ...usage, latency: { p50Ms: estimatePercentile({ counts, part: 0.5 }), p95Ms: estimatePercentile({ counts, part: 0.95 }), counts } }
}
