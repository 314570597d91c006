import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { addUsage } from '#src/engine/usage/addUsage.ts'
import { describeUsage } from '#src/engine/usage/describeUsage.ts'
import { latencyBoundsMs } from '#src/engine/usage/latencyBoundsMs.ts'
import type { UsageInterval, UsageReport } from '#src/engine/usage/UsageReport.ts'
import { momentSchema } from './momentSchema.ts'
import { requireConnection } from './requireConnection.ts'
import { readUsage } from './stores/readUsage.ts'

const dayMs = 86_400_000
const most: Record<UsageInterval, { days: number; hint: string }> = {
  hour: { days: 31, hint: 'Ask for up to 31 days, or by the day.' },
  day: { days: 400, hint: 'Ask for up to 400 days.' },
}

/**
 * How much a connection was used, by the hour up to 7 days and by the day beyond. Without `from` and `to`, the last 30
 * days; a date stands for its beginning in UTC.
 * @throws PatchbayError `unauthenticated`, `not_found`, `validation_failed`
 */
export async function connectionUsage({ req, id }: { req: PayloadRequest; id: string }): Promise<UsageReport> {
  await requireConnection({ req, id, need: 'see' })
  const { from, to, interval } = readPeriod(new URL(req.url ?? 'http://localhost').searchParams)
  const rows = await readUsage({ req, connection: id, from, to, interval })
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    interval,
    latencyBoundsMs: [...latencyBoundsMs],
    total: describeUsage(addUsage(rows.map((row) => row.counts))),
    buckets: rows.map(({ start, counts }) => ({ start: start.toISOString(), ...describeUsage(counts) })),
  }
}

function readPeriod(params: URLSearchParams): { from: Date; to: Date; interval: UsageInterval } {
  const to = readMoment({ params, name: 'to' }) ?? new Date()
  const from = readMoment({ params, name: 'from' }) ?? new Date(to.getTime() - 30 * dayMs)
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
