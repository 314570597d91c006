import type { Pool } from 'pg'
import type { CallerMark } from '#src/engine/call/CallerMark.ts'
import type { UsageCounts } from '#src/engine/usage/UsageCounts.ts'
import { runOnPool, sql } from './statement.ts'

/** `connection` null: a built-in credential, used by the account. `hour`, `lastAt` in milliseconds; `by`: whose was the last use. */
export type UsageEntry = { connection: string | null; account: string; provider: string; hour: number; lastAt: number | null; by: CallerMark; counts: UsageCounts }

type Batch = { pool: Pool; /** Who counts, and which of its batches this is: the same one twice counts once. */ writer: string; sequence: number; entries: UsageEntry[] }

/** Usage by the hour, and last uses (to the minute, or when it is somebody else), for all entries of the batch in one statement. What was deleted meanwhile is passed over. */
export async function flushUsage({ pool, writer, sequence, entries }: Batch): Promise<void> {
  await runOnPool({
    pool,
    name: 'patchbay_flush_usage',
    query: sql`with writer as (
        insert into patchbay.usage_writers as w (id, sequence) values (${writer}::uuid, ${sequence}::bigint)
          on conflict (id) do update set sequence = excluded.sequence, written_at = now() where w.sequence < excluded.sequence returning 1),
      batch as materialized (select b.*, to_timestamp(b.hour / 1000.0) as hour_at from json_to_recordset(${JSON.stringify(entries.map(toRow))}::json) as b(
          connection uuid, account uuid, provider text, hour bigint, last_at bigint, by jsonb, calls bigint, handed_out bigint, attempts bigint, passed_over bigint,
          refused bigint, rate_limited bigint, client_errors bigint, server_errors bigint, unreachable bigint, timeouts bigint, broken_off bigint, not_sent bigint, given_up bigint,
          request_bytes bigint, response_bytes bigint, latency bigint[], metered_calls bigint, tokens_in bigint, tokens_out bigint, cost numeric)
        where exists (select 1 from writer)),
      used as (select connection, to_timestamp(max(last_at) / 1000.0) as at, (array_agg(by order by last_at desc nulls last))[1] as by from batch where connection is not null group by connection),
      -- In one order, whatever the planner prefers: two processes that flush the same rows would each wait for the other.
      held as materialized (select c.id, u.at, u.by, c.last_used_at is null or c.last_used_at < u.at - interval '1 minute' or (c.last_used_at <= u.at and c.last_used_by is distinct from u.by) as is_due from connections c join used u on u.connection = c.id order by c.id for no key update of c),
      touched as (update connections c set last_used_at = h.at, last_used_by = h.by from held h where c.id = h.id and h.is_due and h.at is not null)
      insert into patchbay.usage_buckets as k (connection, account, provider, source, hour, calls, handed_out, attempts, passed_over, refused, rate_limited, client_errors, server_errors, unreachable, timeouts, broken_off, not_sent, given_up,
          request_bytes, response_bytes, latency, metered_calls, tokens_in, tokens_out, cost)
        select b.connection, b.account, b.provider, case when b.connection is null then 'built_in' else 'byo' end, b.hour_at, coalesce(b.calls, 0), coalesce(b.handed_out, 0), coalesce(b.attempts, 0), coalesce(b.passed_over, 0), coalesce(b.refused, 0), coalesce(b.rate_limited, 0),
            coalesce(b.client_errors, 0), coalesce(b.server_errors, 0), coalesce(b.unreachable, 0), coalesce(b.timeouts, 0), coalesce(b.broken_off, 0), coalesce(b.not_sent, 0), coalesce(b.given_up, 0),
            coalesce(b.request_bytes, 0), coalesce(b.response_bytes, 0), b.latency, coalesce(b.metered_calls, 0), coalesce(b.tokens_in, 0), coalesce(b.tokens_out, 0), coalesce(b.cost, 0)
          from batch b left join held h on h.id = b.connection left join accounts a on b.connection is null and a.id = b.account
          where coalesce(h.id, a.id) is not null order by b.connection, b.account, b.provider, b.hour
        on conflict (connection, hour, account, provider, source, action) do update set calls = k.calls + excluded.calls, handed_out = k.handed_out + excluded.handed_out, attempts = k.attempts + excluded.attempts, passed_over = k.passed_over + excluded.passed_over,
          refused = k.refused + excluded.refused, rate_limited = k.rate_limited + excluded.rate_limited, client_errors = k.client_errors + excluded.client_errors, server_errors = k.server_errors + excluded.server_errors, unreachable = k.unreachable + excluded.unreachable,
          timeouts = k.timeouts + excluded.timeouts, broken_off = k.broken_off + excluded.broken_off, not_sent = k.not_sent + excluded.not_sent, given_up = k.given_up + excluded.given_up, request_bytes = k.request_bytes + excluded.request_bytes, response_bytes = k.response_bytes + excluded.response_bytes,
          latency = patchbay.add_counts(k.latency, excluded.latency), metered_calls = k.metered_calls + excluded.metered_calls, tokens_in = k.tokens_in + excluded.tokens_in, tokens_out = k.tokens_out + excluded.tokens_out, cost = k.cost + excluded.cost`,
  })
}

/** What is zero is left out: as a rule that is most of it, and each number is written, sent and read. */
function toRow({ connection, account, provider, hour, lastAt, by, counts }: UsageEntry): Record<string, unknown> {
  const row: Record<string, unknown> = { connection, account, provider, hour, last_at: lastAt, by, latency: counts.latency }
  for (const [column, read] of columns) {
    const value = read(counts)
    if (value !== 0) row[column] = value
  }
  return row
}

const columns: readonly [string, (counts: UsageCounts) => number][] = [
  ['calls', ({ calls }) => calls],
  ['handed_out', ({ handedOut }) => handedOut],
  ['attempts', ({ attempts }) => attempts],
  ['passed_over', ({ passedOver }) => passedOver],
  ['refused', ({ errors }) => errors.refused],
  ['rate_limited', ({ errors }) => errors.rateLimited],
  ['client_errors', ({ errors }) => errors.clientErrors],
  ['server_errors', ({ errors }) => errors.serverErrors],
  ['unreachable', ({ errors }) => errors.unreachable],
  ['timeouts', ({ errors }) => errors.timeouts],
  ['broken_off', ({ errors }) => errors.brokenOff],
  ['not_sent', ({ errors }) => errors.notSent],
  ['given_up', ({ errors }) => errors.givenUp],
  ['request_bytes', ({ requestBytes }) => requestBytes],
  ['response_bytes', ({ responseBytes }) => responseBytes],
  ['metered_calls', ({ meteredCalls }) => meteredCalls],
  ['tokens_in', ({ tokensIn }) => tokensIn],
  ['tokens_out', ({ tokensOut }) => tokensOut],
  ['cost', ({ cost }) => cost],
]
