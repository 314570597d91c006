import { Client } from 'pg'

type Held<T> = { url: string; lockId: number; work: (client: Client) => Promise<T> }

const connectTimeoutMs = 10_000

/**
 * Runs `work` while no other process does the same: the second waits. The lock is the session's, so it needs a
 * connection of its own that no pooler hands on (`DATABASE_DIRECT_URL`), and it goes with the process.
 */
export async function holdDatabaseLock<T>({ url, lockId, work }: Held<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  // Unheard, a cut while nothing runs here would end the process; the next statement says it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockId])
    return await work(client)
  } finally {
    await client.end()
  }
}
