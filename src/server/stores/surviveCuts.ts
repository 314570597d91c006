import type { DatabaseAdapterObj } from 'payload'
import type { Pool } from 'pg'
import { listenForCuts } from '#src/server/listenForCuts.ts'

type Postgres = { pg: { Pool: new (options?: unknown) => Pool } }

/** Listens for cut connections on the pool that Payload's Postgres adapter makes for itself. */
export function surviveCuts<Adapter extends DatabaseAdapterObj>(adapter: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const database = adapter.init(args)
    const postgres = database as unknown as Postgres
    // Drizzle tells a pool from a client by this word in its name.
    class ListeningPool extends postgres.pg.Pool {
      constructor(options?: unknown) {
        super(options)
        listenForCuts(this as unknown as Pool)
      }
    }
    postgres.pg = { ...postgres.pg, Pool: ListeningPool }
    return database
  }
  return { ...adapter, init }
}
