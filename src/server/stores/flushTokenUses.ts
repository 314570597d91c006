import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** `lastAt`: milliseconds. */
export type TokenUse = { token: string; lastAt: number }

/** When tokens were last used, to the minute, for all of the batch in one statement. A token deleted meanwhile is passed over. */
export async function flushTokenUses({ pool, uses }: { pool: Pool; uses: TokenUse[] }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`with batch as (select token, at from unnest(${uses.map((use) => use.token)}::uuid[], ${uses.map((use) => new Date(use.lastAt).toISOString())}::timestamptz[]) as b(token, at)),
      -- In one order: two processes that flush the same rows would each wait for the other.
      held as materialized (select t.id, b.at from api_tokens t join batch b on b.token = t.id where t.last_used_at is null or t.last_used_at < b.at - interval '1 minute' order by t.id for no key update of t)
      update api_tokens t set last_used_at = greatest(t.last_used_at, h.at) from held h where t.id = h.id`,
  })
}
