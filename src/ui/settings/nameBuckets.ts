import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { bucketMs } from './fillBuckets.ts'

/** A name for each place of `fillBuckets`: days in UTC, as they are counted, hours by the reader's clock. */
export function nameBuckets({ from, to, interval }: Pick<UsageReport, 'from' | 'to' | 'interval'>): string[] {
  const step = bucketMs[interval]
  const format = new Intl.DateTimeFormat(currentReader().locale, interval === 'day' ? { day: 'numeric', month: 'short', timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit' })
  const first = Math.floor(Date.parse(from) / step)
  // `to` is the first moment that does not count any more.
  const count = Math.max(1, Math.ceil(Date.parse(to) / step) - first)
  return Array.from({ length: count }, (_, place) => format.format((first + place) * step))
}
