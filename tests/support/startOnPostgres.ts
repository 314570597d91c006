import pg from 'pg'
import { migrateDatabase } from '#src/server/migrateDatabase.ts'
import { makeWorld, type World } from './makeWorld.ts'
import { startEmptyServer, type TestServer } from './startServer.ts'

export type OnPostgres = {
  server: TestServer
  world: World
  /** For statements that outlive a restart of the database: none of them waits for what the server has heard. */
  pool: pg.Pool
  stop(): Promise<void>
}

/** A server with its world on a Postgres that the test starts and stops as it likes; `url` is of an empty database there. */
export async function startOnPostgres(url: string): Promise<OnPostgres> {
  await migrateDatabase(url)
  const server = await startEmptyServer({ env: { DATABASE_URL: url } })
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  const sql: TestServer['sql'] = async (text, values = []) => (await pool.query(text, values)).rows
  const world = await makeWorld({ ...server, sql })
  return {
    server,
    world,
    pool,
    stop: async () => {
      await world.stop()
      await Promise.all([server.stop(), pool.end()])
    },
  }
}
