import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Holds a global for the transaction, also before it has a row. */
export const lockGlobal = async ({ req, slug }: { req: PayloadRequest; slug: string }): Promise<void> => {
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock(hashtextextended(${`global ${slug}`}, 7))` })
}
