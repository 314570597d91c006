import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import { currentReader } from '#src/messages/currentReader.ts'

/** The first and the last day of a report (UTC, as they are counted), or hour (by the reader's clock): what stands below its bars. */
export function nameEnds({ from, to, interval }: Pick<UsageReport, 'from' | 'to' | 'interval'>): [string, string] {
  const stepMs = interval === 'day' ? 86_400_000 : 3_600_000
  const format = new Intl.DateTimeFormat(currentReader().locale, interval === 'day' ? { day: 'numeric', month: 'short', timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit' })
  const nameOf = (ms: number): string => format.format(Math.floor(ms / stepMs) * stepMs)
  // `to` is the first moment that does not count any more.
  return [nameOf(Date.parse(from)), nameOf(Date.parse(to) - 1)]
}
