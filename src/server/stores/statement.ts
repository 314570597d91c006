import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg'
import { PatchbayError } from '#src/engine/errors.ts'

/** One SQL statement with its bound values: the same text runs in a Payload transaction or on a plain pool. */
export type Statement = { strings: TemplateStringsArray; values: unknown[] }

/** Tagged template: every interpolation becomes a bound parameter, never text. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Statement => ({ strings, values })

/** A template is the same object each time, so that the text is put together, and compared by pg, once. */
const texts = new WeakMap<TemplateStringsArray, string>()

export function textOf({ strings }: Statement): string {
  const known = texts.get(strings)
  if (known !== undefined) return known
  const text = strings.reduce((text, part, index) => `${text}$${index}${part}`)
  texts.set(strings, text)
  return text
}

/** Of what a call waits for. */
export const callReadMs = 5_000
/** Of what nobody waits for and may be about very many rows. */
export const bulkMs = 600_000

const maxWaiting = 1_000

type Run = { pool: Pool | PoolClient; query: Statement; name?: string; deadlineMs?: number }

/**
 * Runs a statement on a pool or a client of it. `name` makes it a prepared statement: parsed once a connection. A
 * database that has fallen silent holds it, and its connection, no longer than `deadlineMs`, or the pool's own deadline; what
 * became of a write is not known then.
 */
export async function runOnPool<Row extends QueryResultRow>({ pool, query, name, deadlineMs }: Run): Promise<Row[]> {
  // Whoever is that far back would wait longer than anybody stays, and hold memory all the while.
  if ('waitingCount' in pool && pool.waitingCount >= maxWaiting) throw new PatchbayError('database_unavailable')
  const config = { text: textOf(query), values: query.values, ...(name === undefined ? {} : { name }), ...(deadlineMs === undefined ? {} : { query_timeout: deadlineMs }) } as QueryConfig
  try {
    const { rows } = await pool.query<Row>(config)
    return rows
  } catch (error) {
    if (deadlineMs !== undefined && 'idleCount' in pool && error instanceof Error && error.message === 'Query read timeout') void dropIdle(pool)
    throw error
  }
}

/** Where one connection has fallen silent, the others have as a rule; tried one after the other, each would cost somebody a deadline. */
async function dropIdle(pool: Pool): Promise<void> {
  const dropping = Array.from({ length: pool.idleCount }, async () => (await pool.connect()).release(true))
  await Promise.allSettled(dropping)
}
