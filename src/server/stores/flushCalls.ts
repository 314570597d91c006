import type { Pool } from 'pg'
import type { CallerMark } from '#src/engine/call/CallerMark.ts'
import { runOnPool, sql } from './statement.ts'

/** `by`: whose was the last of them. */
export type CallUse = { connection: string; count: number; lastAt: Date; by: CallerMark }

/** Last use, whose it was, and calls a day, for all connections of the batch in one statement. A connection deleted meanwhile is passed over. */
export async function flushCalls({ pool, calls }: { pool: Pool; calls: CallUse[] }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`with batch as (
        select connection, sum(calls)::bigint as calls, max(at) as at, (array_agg(by order by at desc))[1] as by
        from unnest(${calls.map((use) => use.connection)}::uuid[], ${calls.map((use) => use.count)}::bigint[], ${calls.map((use) => use.lastAt.toISOString())}::timestamptz[], ${calls.map((use) => JSON.stringify(use.by))}::jsonb[]) as b(connection, calls, at, by)
        group by connection),
      -- In one order, whatever the planner prefers: two processes that flush the same rows would each wait for the other.
      held as materialized (select c.id, b.calls, b.at, b.by from connections c join batch b on b.connection = c.id order by c.id for no key update of c),
      touched as (update connections c set last_used_at = greatest(c.last_used_at, h.at), last_used_by = case when c.last_used_at > h.at then c.last_used_by else h.by end
        from held h where c.id = h.id)
      insert into patchbay.connection_calls as k (connection, day, calls)
        select id, (at at time zone 'utc')::date, calls from held order by id
        on conflict (connection, day) do update set calls = k.calls + excluded.calls`,
  })
}
