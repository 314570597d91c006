import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

type Worker = { pool: Pool; id: string }

/** Says that this worker lives, and forgets those that have not said so for a day. */
export async function reportWorker({ pool, id }: Worker): Promise<void> {
  await runOnPool({
    pool,
    query: sql`with old as (delete from patchbay.workers where seen_at < now() - interval '1 day' and id <> ${id}::uuid)
      insert into patchbay.workers (id) values (${id}::uuid) on conflict (id) do update set seen_at = now()`,
  })
}

/** This worker ends on purpose. */
export async function forgetWorker({ pool, id }: Worker): Promise<void> {
  await runOnPool({ pool, query: sql`delete from patchbay.workers where id = ${id}::uuid` })
}

/** How many workers were heard of in the last minute. */
export async function countWorkers({ pool }: { pool: Pool }): Promise<number> {
  const [row] = await runOnPool<{ alive: number }>({ pool, query: sql`select count(*)::int as alive from patchbay.workers where seen_at > now() - interval '1 minute'` })
  return row?.alive ?? 0
}

/**
 * Whether jobs are seen to: a worker has been heard of in the last minute (they report four times in that time), or none
 * is missed, since those that ran ended on purpose.
 */
export async function isQueueServed({ pool }: { pool: Pool }): Promise<boolean> {
  const [row] = await runOnPool<{ served: boolean }>({ pool, query: sql`select coalesce(max(seen_at) > now() - interval '1 minute', true) as served from patchbay.workers` })
  return row?.served ?? false
}
