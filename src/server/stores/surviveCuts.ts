import type { DatabaseAdapterObj } from 'payload'
import type { Pool } from 'pg'
import { BoundedClient } from '#src/server/BoundedClient.ts'
import { listenForCuts } from '#src/server/listenForCuts.ts'

type Postgres = { pg: { Pool: new (options?: unknown) => Pool } }

/** Listens for cut connections on the pool that Payload's Postgres adapter makes for itself, and gives up those that fall silent. */
export function surviveCuts<Adapter extends DatabaseAdapterObj>(adapter: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const database = adapter.init(args)
    const postgres = database as unknown as Postgres
    // The pool is of pg's own class, never of one that extends it: Drizzle tells a pool from a client by the name of its
    // class, which a build shortens for ours, and would run each statement of a transaction on whichever connection is free.
    const construct = (Pool: Postgres['pg']['Pool'], [options]: unknown[]): Pool => {
      const pool = new Pool({ ...(options as object), Client: BoundedClient })
      // By Drizzle's own question. Without it everything seems to work, and no lock or rollback holds.
      if (!Object.getPrototypeOf(pool).constructor.name.includes('Pool')) throw new Error('Patchbay does not start: the build renamed the class of the database pool, so that no transaction would hold. Keep pg out of the bundle.')
      listenForCuts(pool)
      return pool
    }
    postgres.pg = { ...postgres.pg, Pool: new Proxy(postgres.pg.Pool, { construct }) }
    return database
  }
  return { ...adapter, init }
}
