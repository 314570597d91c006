import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** Puts a renewal aside that is due still, though nobody is at it: with many such at the head of the list nobody else would have a turn. */
export async function postponeRefresh({ pool, id, seconds }: { pool: Pool; id: string; seconds: number }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`update connections set refresh_due_at = now() + make_interval(secs => ${seconds})
      where id = ${id}::uuid and refresh_due_at <= now() and (lease_until is null or lease_until <= now())`,
  })
}
