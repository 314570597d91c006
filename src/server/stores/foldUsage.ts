import type { Pool } from 'pg'
import { bulkMs, runOnPool, sql } from './statement.ts'

/**
 * Makes one day (UTC) of the hours of the oldest day that is kept by the hour for longer than 35 days. False when there
 * is none left.
 */
export async function foldUsage({ pool }: { pool: Pool }): Promise<boolean> {
  const rows = await runOnPool({
    pool,
    deadlineMs: bulkMs,
    query: sql`with oldest as (select date_trunc('day', min(hour), 'utc') as day from patchbay.usage_buckets where hour < date_trunc('day', now(), 'utc') - interval '35 days' and hour <> date_trunc('day', hour, 'utc')),
      hours as (delete from patchbay.usage_buckets b using oldest where b.hour > oldest.day and b.hour < oldest.day + interval '1 day' returning b.*)
      insert into patchbay.usage_buckets as k (connection, account, provider, source, action, hour, calls, handed_out, attempts, passed_over, refused, rate_limited, client_errors, server_errors, unreachable, timeouts, broken_off, not_sent, given_up,
          request_bytes, response_bytes, latency, metered_calls, tokens_in, tokens_out, cost)
        select connection, account, provider, source, action, date_trunc('day', hour, 'utc'), sum(calls), sum(handed_out), sum(attempts), sum(passed_over), sum(refused), sum(rate_limited), sum(client_errors), sum(server_errors), sum(unreachable), sum(timeouts), sum(broken_off), sum(not_sent), sum(given_up),
            sum(request_bytes), sum(response_bytes), patchbay.sum_counts(latency), sum(metered_calls), sum(tokens_in), sum(tokens_out), sum(cost)
          from hours group by 1, 2, 3, 4, 5, 6
        on conflict (connection, hour, account, provider, source, action) do update set calls = k.calls + excluded.calls, handed_out = k.handed_out + excluded.handed_out, attempts = k.attempts + excluded.attempts, passed_over = k.passed_over + excluded.passed_over,
          refused = k.refused + excluded.refused, rate_limited = k.rate_limited + excluded.rate_limited, client_errors = k.client_errors + excluded.client_errors, server_errors = k.server_errors + excluded.server_errors, unreachable = k.unreachable + excluded.unreachable,
          timeouts = k.timeouts + excluded.timeouts, broken_off = k.broken_off + excluded.broken_off, not_sent = k.not_sent + excluded.not_sent, given_up = k.given_up + excluded.given_up, request_bytes = k.request_bytes + excluded.request_bytes, response_bytes = k.response_bytes + excluded.response_bytes,
          latency = patchbay.add_counts(k.latency, excluded.latency), metered_calls = k.metered_calls + excluded.metered_calls, tokens_in = k.tokens_in + excluded.tokens_in, tokens_out = k.tokens_out + excluded.tokens_out, cost = k.cost + excluded.cost
        returning 1`,
  })
  return rows.length > 0
}
