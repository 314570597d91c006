import type { PayloadRequest } from 'payload'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { sql, sqlOf } from './sqlOf.ts'

export type StoredProvider = { id: string; compiled: CompiledProvider; rotateAfterDays: number | null }

/** The compiled row by its key, inside the request's transaction; null when there is none. */
export async function readProvider({ req, key, forShare = false }: { req: Pick<PayloadRequest, 'payload' | 'transactionID'>; key: string; forShare?: boolean }): Promise<StoredProvider | null> {
  // Nobody changes the row until the transaction ends.
  if (forShare) await sqlOf({ req, query: sql`select 1 from integration_providers where key = ${key} for share` })
  const rows = await sqlOf<{ id: string; compiled: CompiledProvider; rotate_after_days: string | number | null }>({
    req,
    query: sql`select id, compiled, rotate_after_days from integration_providers where key = ${key}`,
  })
  const row = rows[0]
  return row === undefined ? null : { id: row.id, compiled: row.compiled, rotateAfterDays: row.rotate_after_days === null ? null : Number(row.rotate_after_days) }
}
