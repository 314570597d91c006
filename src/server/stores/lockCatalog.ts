import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Any number, the same for every process; not that of the migrations. */
const lockId = 7_215_002

/** Holds the catalog for the transaction: of two imports at once the second sees what the first made. */
export const lockCatalog = async ({ req }: { req: PayloadRequest }): Promise<void> => {
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock(${lockId}::bigint)` })
}
