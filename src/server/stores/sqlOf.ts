import { sql as drizzleSql } from '@payloadcms/db-postgres'
import type { PayloadRequest } from 'payload'
import { statementDeadline } from '#src/server/statementDeadline.ts'
import { sql, type Statement } from './statement.ts'

type Drizzle = { execute(query: unknown): Promise<{ rows: unknown[] }> }
type PostgresDb = { drizzle: Drizzle; sessions: Record<string, { db: Drizzle }> }

export type InRequest = Pick<PayloadRequest, 'payload' | 'transactionID'>

/**
 * Runs one SQL statement inside the request's transaction when there is one, so that it sees and shares the fate of
 * what Payload wrote there. Values go in as bound parameters only. `deadlineMs`: of a statement in a transaction that may be
 * about very many rows.
 */
export async function sqlOf<Row extends Record<string, unknown>>({ req, query, deadlineMs }: { req: InRequest; query: Statement; deadlineMs?: number }): Promise<Row[]> {
  const db = req.payload.db as unknown as PostgresDb
  const transaction = await req.transactionID
  const session = transaction === undefined || transaction === null ? undefined : db.sessions[String(transaction)]
  const run = async (): Promise<{ rows: unknown[] }> => (session?.db ?? db.drizzle).execute(drizzleSql(query.strings, ...query.values.map((value) => drizzleSql.param(value))))
  const { rows } = await (deadlineMs === undefined ? run() : statementDeadline.run(deadlineMs, run))
  return rows as Row[]
}

export { sql }
