import { PatchbayError } from '#src/engine/errors.ts'
import type { UsageInterval } from '#src/engine/usage/UsageReport.ts'
import { momentSchema } from './momentSchema.ts'

export type UsagePeriod = { from: Date; to: Date; interval: UsageInterval }

const dayMs = 86_400_000
/** Before it Postgres counts years in another way. */
const firstMoment = Date.parse('0001-01-01T00:00:00Z')
const most: Record<UsageInterval, { days: number; hint: string }> = {
  hour: { days: 31, hint: 'Ask for up to 31 days, or by the day.' },
  day: { days: 400, hint: 'Ask for up to 400 days.' },
}

/**
 * `from`, `to` and `interval` of a question for usage: by the hour up to 7 days and by the day beyond; without them, the
 * last 30 days. A date stands for its beginning in UTC.
 * @throws PatchbayError `validation_failed`
 */
export function readUsagePeriod(params: URLSearchParams): UsagePeriod {
  const to = readMoment({ params, name: 'to' }) ?? new Date()
  const from = readMoment({ params, name: 'from' }) ?? new Date(Math.max(firstMoment, to.getTime() - 30 * dayMs))
  const days = (to.getTime() - from.getTime()) / dayMs
  if (days <= 0) throw new PatchbayError('validation_failed', { field: 'from', message: 'The period ends before it begins.', hint: 'Send a from that is earlier than to.' })
  const interval = readInterval(params.get('interval')) ?? (days <= 7 ? 'hour' : 'day')
  if (days > most[interval].days) throw new PatchbayError('validation_failed', { field: 'from', message: 'The period is longer than one answer holds.', hint: most[interval].hint })
  // Buckets are whole: that of the first moment is in it.
  return { from: new Date(from.getTime() - (from.getTime() % (interval === 'day' ? dayMs : dayMs / 24))), to, interval }
}

function readMoment({ params, name }: { params: URLSearchParams; name: 'from' | 'to' }): Date | null {
  const given = params.get(name)
  if (given === null || given === '') return null
  if (momentSchema.safeParse(given).success) return new Date(given)
  throw new PatchbayError('validation_failed', { field: name, message: `The moment ${name} cannot be read.`, hint: 'Send a date such as 2026-11-20, or a moment such as 2026-11-20T12:00:00Z.' })
}

function readInterval(given: string | null): UsageInterval | null {
  if (given === null || given === '') return null
  if (given === 'hour' || given === 'day') return given
  throw new PatchbayError('validation_failed', { field: 'interval', message: 'The interval cannot be read.', hint: 'Send hour or day.' })
}
