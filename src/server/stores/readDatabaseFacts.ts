import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

type Facts = { version: string; bytes: string; keys: { id: string; dataKeys: number }[] | null }

/** The database's version and size, and how many data keys each encryption key wraps. */
export async function readDatabaseFacts({ pool }: { pool: Pool }): Promise<{ version: string; bytes: number; keys: { id: string; dataKeys: number }[] }> {
  const [row] = await runOnPool<Facts>({
    pool,
    query: sql`select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes,
      (select json_agg(json_build_object('id', kek_id, 'dataKeys', n)) from (select kek_id, count(*)::int as n from data_keys where state <> 'destroyed' and wrapped is not null group by kek_id) k) as keys`,
  })
  return { version: row?.version ?? '', bytes: Number(row?.bytes ?? 0), keys: row?.keys ?? [] }
}
