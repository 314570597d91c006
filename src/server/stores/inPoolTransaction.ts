import type { Pool, PoolClient } from 'pg'
import { applyOwnChanges, notedChanges } from '#src/server/changes/ownChanges.ts'

/** Everything `work` writes, or nothing; for what is no part of a request's transaction. A connection that cannot be rolled back is not used again. */
export async function inPoolTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let isBroken = false
  try {
    await client.query('begin')
    const result = await work(client)
    const noted = await client.query(notedChanges)
    await commit(client)
    applyOwnChanges(noted)
    return result
  } catch (error) {
    isBroken = await client.query('rollback').then(() => false, () => true)
    throw error
  } finally {
    client.release(isBroken)
  }
}

async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query('commit')
  } catch (error) {
    // Whether it was committed is not known.
    applyOwnChanges('unknown')
    throw error
  }
}
