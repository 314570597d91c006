import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** What each provider of the catalog is called, by its key. */
export async function readProviderNames(pool: Pool): Promise<Map<string, string>> {
  const rows = await runOnPool<{ key: string; name: string }>({ pool, query: sql`select key, name from integration_providers` })
  return new Map(rows.map(({ key, name }) => [key, name]))
}
