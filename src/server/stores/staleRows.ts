import type { Pool } from 'pg'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { runOnPool, sql } from './statement.ts'

/** Keys of the rows whose compiled value was made in another format. */
export async function listStaleRows({ pool, format }: { pool: Pool; format: number }): Promise<string[]> {
  const rows = await runOnPool<{ key: string }>({ pool, query: sql`select key from integration_providers where compiled->>'format' is distinct from ${String(format)} order by key` })
  return rows.map(({ key }) => key)
}

/** Leaves alone what somebody saved in the meantime. */
export async function saveCompiledRow({ pool, compiled }: { pool: Pool; compiled: CompiledProvider }): Promise<void> {
  await runOnPool({ pool, query: sql`update integration_providers set compiled = ${JSON.stringify(compiled)} where key = ${compiled.key} and compiled->>'format' is distinct from ${String(compiled.format)}` })
}
