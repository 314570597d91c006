import type { Pool } from 'pg'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { runOnPool, sql } from './statement.ts'

/** A compiled row by key, outside any request. */
export async function readCompiled({ pool, key }: { pool: Pool; key: string }): Promise<{ id: string; compiled: CompiledProvider } | null> {
  const [row] = await runOnPool<{ id: string; compiled: CompiledProvider }>({ pool, query: sql`select id, compiled from integration_providers where key = ${key}` })
  return row ?? null
}
