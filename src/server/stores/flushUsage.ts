import type { Pool } from 'pg'
import type { CallerMark } from '#src/engine/call/CallerMark.ts'
import type { UsageCounts } from '#src/engine/usage/UsageCounts.ts'
import { runOnPool, sql } from './statement.ts'

/** `connection` null: a built-in credential, used by the account. `hour`, `lastAt` in milliseconds; `by`: whose was the last use. */
export type UsageEntry = { connection: string | null; account: string; provider: string; hour: number; lastAt: number | null; by: CallerMark; counts: UsageCounts }

type Batch = { pool: Pool; /** Who counts, and which of its batches this is: the same one twice counts once. */ writer: string; sequence: number; entries: UsageEntry[] }

/** Usage by the hour, and last uses, for all entries of the batch in one statement. What was deleted meanwhile is passed over. */
export async function flushUsage({ pool, writer, sequence, entries }: Batch): Promise<void> {
  await runOnPool({
    pool,
    name: 'patchbay_flush_usage',
    query: sql`with writer as (
        insert into patchbay.usage_writers as w (id, sequence) values (${writer}::uuid, ${sequence}::bigint)
          on conflict (id) do update set sequence = excluded.sequence, written_at = now() where w.sequence < excluded.sequence returning 1),
      batch as materialized (select b.* from json_to_recordset(${JSON.stringify(entries.map(toRow))}::json) as b(
          connection uuid, account uuid, provider text, hour timestamptz, last_at timestamptz, by jsonb, calls bigint, handed_out bigint, attempts bigint, passed_over bigint,
          refused bigint, rate_limited bigint, client_errors bigint, server_errors bigint, unreachable bigint, timeouts bigint, broken_off bigint, not_sent bigint, given_up bigint,
          request_bytes bigint, response_bytes bigint, latency bigint[], metered_calls bigint, tokens_in bigint, tokens_out bigint, cost numeric)
        where exists (select 1 from writer)),
      used as (select connection, max(last_at) as at, (array_agg(by order by last_at desc nulls last))[1] as by from batch where connection is not null group by connection),
      -- In one order, whatever the planner prefers: two processes that flush the same rows would each wait for the other.
      held as materialized (select c.id, u.at, u.by from connections c join used u on u.connection = c.id order by c.id for no key update of c),
      touched as (update connections c set last_used_at = greatest(c.last_used_at, h.at), last_used_by = case when c.last_used_at > h.at then c.last_used_by else h.by end
        from held h where c.id = h.id and h.at is not null)
      insert into patchbay.usage_buckets as k (connection, account, provider, source, hour, calls, handed_out, attempts, passed_over, refused, rate_limited, client_errors, server_errors, unreachable, timeouts, broken_off, not_sent, given_up,
          request_bytes, response_bytes, latency, metered_calls, tokens_in, tokens_out, cost)
        select b.connection, b.account, b.provider, case when b.connection is null then 'built_in' else 'byo' end, b.hour, b.calls, b.handed_out, b.attempts, b.passed_over, b.refused, b.rate_limited, b.client_errors, b.server_errors, b.unreachable, b.timeouts, b.broken_off, b.not_sent, b.given_up,
            b.request_bytes, b.response_bytes, b.latency, b.metered_calls, b.tokens_in, b.tokens_out, b.cost
          from batch b left join held h on h.id = b.connection left join accounts a on b.connection is null and a.id = b.account
          where coalesce(h.id, a.id) is not null order by b.connection, b.account, b.provider, b.hour
        on conflict (connection, hour, account, provider, source, action) do update set calls = k.calls + excluded.calls, handed_out = k.handed_out + excluded.handed_out, attempts = k.attempts + excluded.attempts, passed_over = k.passed_over + excluded.passed_over,
          refused = k.refused + excluded.refused, rate_limited = k.rate_limited + excluded.rate_limited, client_errors = k.client_errors + excluded.client_errors, server_errors = k.server_errors + excluded.server_errors, unreachable = k.unreachable + excluded.unreachable,
          timeouts = k.timeouts + excluded.timeouts, broken_off = k.broken_off + excluded.broken_off, not_sent = k.not_sent + excluded.not_sent, given_up = k.given_up + excluded.given_up, request_bytes = k.request_bytes + excluded.request_bytes, response_bytes = k.response_bytes + excluded.response_bytes,
          latency = patchbay.add_counts(k.latency, excluded.latency), metered_calls = k.metered_calls + excluded.metered_calls, tokens_in = k.tokens_in + excluded.tokens_in, tokens_out = k.tokens_out + excluded.tokens_out, cost = k.cost + excluded.cost`,
  })
}

function toRow({ connection, account, provider, hour, lastAt, by, counts }: UsageEntry): Record<string, unknown> {
  const { errors } = counts
  return {
    connection, account, provider, hour: new Date(hour).toISOString(), last_at: lastAt === null ? null : new Date(lastAt).toISOString(), by,
    calls: counts.calls, handed_out: counts.handedOut, attempts: counts.attempts, passed_over: counts.passedOver,
    refused: errors.refused, rate_limited: errors.rateLimited, client_errors: errors.clientErrors, server_errors: errors.serverErrors, unreachable: errors.unreachable, timeouts: errors.timeouts, broken_off: errors.brokenOff, not_sent: errors.notSent, given_up: errors.givenUp,
    request_bytes: counts.requestBytes, response_bytes: counts.responseBytes, latency: counts.latency, metered_calls: counts.meteredCalls, tokens_in: counts.tokensIn, tokens_out: counts.tokensOut, cost: counts.cost,
  }
}
