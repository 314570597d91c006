import { randomUUID } from 'node:crypto'
import { Client, type Pool } from 'pg'

const notify = 'select pg_notify($1, $2)'
const connectMs = 5_000
const silentMs = 2_000

/**
 * Whether a session at `url` hears what is committed through the pool: `other` where it hears its own notes and not the
 * pool's, which then go to another database; `unknown` where there is no session, or it hears nothing at all (a pooler).
 *
 * @throws what the pool throws
 */
export async function hearsPool({ url, pool }: { url: string; pool: Pick<Pool, 'query'> }): Promise<'same' | 'other' | 'unknown'> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectMs, query_timeout: connectMs })
  client.on('error', () => undefined)
  const channel = `patchbay_probe_${randomUUID().replaceAll('-', '')}`
  const first = Promise.withResolvers<'same' | 'other'>()
  client.on('notification', ({ payload }) => first.resolve(payload === 'pool' ? 'same' : 'other'))
  try {
    await client.connect()
    await client.query(`listen ${channel}`)
  } catch {
    await client.end().catch(() => undefined)
    return 'unknown'
  }
  try {
    await pool.query(notify, [channel, 'pool'])
    // Notes of one database come in the order of their commits, so whichever is heard first tells.
    await client.query(notify, [channel, 'own']).catch(() => undefined)
    return await Promise.race([first.promise, new Promise<'unknown'>((resolve) => setTimeout(() => resolve('unknown'), silentMs).unref())])
  } finally {
    await client.end().catch(() => undefined)
  }
}
