import type { Pool } from 'pg'

/**
 * A connection that the database cuts fails whatever runs on it, and is replaced at the next use. It also emits an
 * error of its own, on the pool while idle and on itself while in use; unheard, that one would end the process.
 */
export function listenForCuts(pool: Pool): void {
  const ignore = (): undefined => undefined
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
}
