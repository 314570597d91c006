import { latencyBoundsMs } from '#src/engine/usage/latencyBoundsMs.ts'
import type { UsageCounts } from '#src/engine/usage/UsageCounts.ts'
import type { Statement } from './statement.ts'

/** One row of sums, as the database gives it. */
export type UsageSums = {
  calls: number; handed_out: number; attempts: number; passed_over: number
  refused: number; rate_limited: number; client_errors: number; server_errors: number; unreachable: number; timeouts: number; broken_off: number; not_sent: number; given_up: number
  request_bytes: number; response_bytes: number; latency: (string | number)[]; metered_calls: number; tokens_in: number; tokens_out: number; cost: number
}

/** One sum for each place: putting arrays together row by row costs ten times as much, and an account may have a million rows. */
const latency = [...latencyBoundsMs, null].map((_, place) => `coalesce(sum(latency[${place + 1}]), 0)`).join(', ')

const columns = `select sum(calls)::float8 as calls, sum(handed_out)::float8 as handed_out, sum(attempts)::float8 as attempts, sum(passed_over)::float8 as passed_over,
    sum(refused)::float8 as refused, sum(rate_limited)::float8 as rate_limited, sum(client_errors)::float8 as client_errors, sum(server_errors)::float8 as server_errors, sum(unreachable)::float8 as unreachable,
    sum(timeouts)::float8 as timeouts, sum(broken_off)::float8 as broken_off, sum(not_sent)::float8 as not_sent, sum(given_up)::float8 as given_up, sum(request_bytes)::float8 as request_bytes, sum(response_bytes)::float8 as response_bytes,
    json_build_array(${latency}) as latency, sum(metered_calls)::float8 as metered_calls, sum(tokens_in)::float8 as tokens_in, sum(tokens_out)::float8 as tokens_out, sum(cost)::float8 as cost, `

/** Selects the sums of usage buckets; `rest` goes on with further columns, and says which buckets and by what they are grouped. */
export function usageSums({ strings: [first = '', ...others], values }: Statement): Statement {
  return { strings: [columns + first, ...others] as unknown as TemplateStringsArray, values }
}

export const toCounts = (row: UsageSums): UsageCounts => ({
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
