import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** The database's time, by which tokens end for every process, whatever a machine's own clock says. */
export async function readClock({ pool }: { pool: Pool }): Promise<Date> {
  const [row] = await runOnPool<{ now: Date }>({ pool, query: sql`select now() as now` })
  if (row === undefined) throw new Error('the database told no time')
  return row.now
}
