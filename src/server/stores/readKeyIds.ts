import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** Ids of the encryption keys that live data keys are wrapped with. */
export async function readKeyIds({ pool }: { pool: Pool }): Promise<string[]> {
  const rows = await runOnPool<{ kek_id: string }>({ pool, query: sql`select distinct kek_id from data_keys where state <> 'destroyed' and wrapped is not null` })
  return rows.map((row) => row.kek_id)
}
