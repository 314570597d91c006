import type { PayloadRequest } from 'payload'
import type { UsageCounts } from '#src/engine/usage/UsageCounts.ts'
import type { UsageInterval } from '#src/engine/usage/UsageReport.ts'
import { sql, sqlOf } from './sqlOf.ts'

type Row = {
  start: string | Date; calls: number; handed_out: number; attempts: number; passed_over: number
  refused: number; rate_limited: number; client_errors: number; server_errors: number; unreachable: number; timeouts: number; broken_off: number; not_sent: number; given_up: number
  request_bytes: number; response_bytes: number; latency: (string | number)[]; metered_calls: number; tokens_in: number; tokens_out: number; cost: number
}

type Question = { req: PayloadRequest; connection: string; from: Date; to: Date; interval: UsageInterval }

/** A connection's usage by the hour or day (UTC), oldest first; what has none is left out. */
export async function readUsage({ req, connection, from, to, interval }: Question): Promise<{ start: Date; counts: UsageCounts }[]> {
  const rows = await sqlOf<Row>({
    req,
    query: sql`select date_trunc(${interval}, hour, 'utc') as start, sum(calls)::float8 as calls, sum(handed_out)::float8 as handed_out, sum(attempts)::float8 as attempts, sum(passed_over)::float8 as passed_over,
        sum(refused)::float8 as refused, sum(rate_limited)::float8 as rate_limited, sum(client_errors)::float8 as client_errors, sum(server_errors)::float8 as server_errors, sum(unreachable)::float8 as unreachable,
        sum(timeouts)::float8 as timeouts, sum(broken_off)::float8 as broken_off, sum(not_sent)::float8 as not_sent, sum(given_up)::float8 as given_up, sum(request_bytes)::float8 as request_bytes, sum(response_bytes)::float8 as response_bytes,
        to_json(patchbay.sum_counts(latency)) as latency, sum(metered_calls)::float8 as metered_calls, sum(tokens_in)::float8 as tokens_in, sum(tokens_out)::float8 as tokens_out, sum(cost)::float8 as cost
      from patchbay.usage_buckets where connection = ${connection}::uuid and hour >= ${from.toISOString()}::timestamptz and hour < ${to.toISOString()}::timestamptz
      group by 1 order by 1`,
  })
  return rows.map((row) => ({ start: new Date(row.start), counts: toCounts(row) }))
}

const toCounts = (row: Row): UsageCounts => ({
  calls: row.calls,
  handedOut: row.handed_out,
  attempts: row.attempts,
  passedOver: row.passed_over,
  errors: {
    refused: row.refused, rateLimited: row.rate_limited, clientErrors: row.client_errors, serverErrors: row.server_errors,
    unreachable: row.unreachable, timeouts: row.timeouts, brokenOff: row.broken_off, notSent: row.not_sent, givenUp: row.given_up,
  },
  requestBytes: row.request_bytes,
  responseBytes: row.response_bytes,
  latency: row.latency.map(Number),
  meteredCalls: row.metered_calls,
  tokensIn: row.tokens_in,
  tokensOut: row.tokens_out,
  cost: row.cost,
})
