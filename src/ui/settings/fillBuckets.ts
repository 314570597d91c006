import type { UsageReport } from '#src/engine/usage/UsageReport.ts'

export const bucketMs = { hour: 3_600_000, day: 86_400_000 }

/** Calls of each hour or day of a report, with none where nothing happened. */
export function fillBuckets({ from, to, interval, buckets }: Pick<UsageReport, 'from' | 'to' | 'interval'> & { buckets: { start: string; calls: number }[] }): number[] {
  const step = bucketMs[interval]
  const first = Math.floor(new Date(from).getTime() / step)
  const count = Math.max(1, Math.ceil(new Date(to).getTime() / step) - first)
  const filled = Array.from({ length: count }, () => 0)
  for (const { start, calls } of buckets) {
    const place = Math.floor(new Date(start).getTime() / step) - first
    if (place >= 0 && place < count) filled[place] = calls
  }
  return filled
}
