import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

export type Use = {
  kind: 'call' | 'reveal'
  connection: string | null
  account: string | null
  provider: string | null
  label: string | null
  visibleTo: string | null
  count: number
  lastAt: Date
}

/**
 * Last use and calls a day, for all connections of the batch in one statement; reveals go to the trail as one event a
 * connection and batch. A connection deleted meanwhile is passed over.
 */
export async function flushUses({ pool, uses }: { pool: Pool; uses: Use[] }): Promise<void> {
  const used = uses.filter((use) => use.connection !== null)
  if (used.length > 0) {
    await runOnPool({
      pool,
      query: sql`with batch as (
          select connection, sum(calls)::bigint as calls, max(at) as at
          from unnest(${used.map((use) => use.connection)}::uuid[], ${used.map((use) => use.count)}::bigint[], ${used.map((use) => use.lastAt.toISOString())}::timestamptz[]) as b(connection, calls, at)
          group by connection),
        touched as (update connections c set last_used_at = greatest(c.last_used_at, b.at) from batch b where c.id = b.connection returning c.id)
        insert into patchbay.connection_calls as k (connection, day, calls)
          select b.connection, (b.at at time zone 'utc')::date, b.calls from batch b join touched t on t.id = b.connection
          on conflict (connection, day) do update set calls = k.calls + excluded.calls`,
    })
  }
  const reveals = uses.filter((use) => use.kind === 'reveal')
  if (reveals.length === 0) return
  await runOnPool({
    pool,
    query: sql`insert into audit_events (account, action, actor_kind, target_type, target_id, target_label, provider, outcome, changed, visible_to, created_at, updated_at)
      select account, 'credential.revealed', 'system', 'connection', connection, label, provider, 'done', '[]'::jsonb, visible_to, now(), now()
      from unnest(${reveals.map((use) => use.account)}::text[], ${reveals.map((use) => use.connection)}::text[], ${reveals.map((use) => use.label)}::text[], ${reveals.map((use) => use.provider)}::text[], ${reveals.map((use) => use.visibleTo)}::text[])
        as r(account, connection, label, provider, visible_to)`,
  })
}
