import type { Pool, PoolClient, QueryResultRow } from 'pg'
import { PatchbayError } from '#src/engine/errors.ts'

/** One SQL statement with its bound values: the same text runs in a Payload transaction or on a plain pool. */
export type Statement = { strings: TemplateStringsArray; values: unknown[] }

/** Tagged template: every interpolation becomes a bound parameter, never text. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Statement => ({ strings, values })

export const textOf = ({ strings }: Statement): string => strings.reduce((text, part, index) => `${text}$${index}${part}`)

const maxWaiting = 1_000

/** Runs a statement on a pool or a client of it. `name` makes it a prepared statement: parsed once a connection. */
export async function runOnPool<Row extends QueryResultRow>({ pool, query, name }: { pool: Pool | PoolClient; query: Statement; name?: string }): Promise<Row[]> {
  // Whoever is that far back would wait longer than anybody stays, and hold memory all the while.
  if ('waitingCount' in pool && pool.waitingCount >= maxWaiting) throw new PatchbayError('database_unavailable')
  const { rows } = await pool.query<Row>({ text: textOf(query), values: query.values, ...(name === undefined ? {} : { name }) })
  return rows
}
