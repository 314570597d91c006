import type { Pool } from 'pg'
import { inside } from '#src/engine/audit/Trace.ts'
import { runOnPool, sql } from './statement.ts'

/** A credential handed to the platform's own code in the clear. */
export type Reveal = { account: string; provider: string; connection: string | null; label: string | null; visibleTo: string | null; lastAt: Date }

/** Into the trail: one event a connection and batch, of the time it happened. */
export async function flushReveals({ pool, reveals }: { pool: Pool; reveals: Reveal[] }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`insert into audit_events (account, action, actor_kind, target_type, target_id, target_label, provider, outcome, changed, address, visible_to, created_at, updated_at)
      select account, 'credential.revealed', 'system', 'connection', connection, label, provider, 'done', '[]'::jsonb, ${inside.serverCode}, visible_to, at, now()
      from unnest(${reveals.map((use) => use.account)}::text[], ${reveals.map((use) => use.connection)}::text[], ${reveals.map((use) => use.label)}::text[], ${reveals.map((use) => use.provider)}::text[], ${reveals.map((use) => use.visibleTo)}::text[], ${reveals.map((use) => use.lastAt.toISOString())}::timestamptz[])
        as r(account, connection, label, provider, visible_to, at)`,
  })
}
