import type { Pool } from 'pg'
import type { ResolutionInput } from '#src/engine/ports.ts'
import { loadCall, type ResolutionQuery } from './loadCall.ts'

/** Everything one resolution needs, read from the database now. */
export async function loadResolution({ pool, query }: { pool: Pool; query: ResolutionQuery }): Promise<ResolutionInput> {
  return (await loadCall({ pool, query })).input
}
