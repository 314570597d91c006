import type { DatabaseAdapterObj } from 'payload'
import type { Pool } from 'pg'
import { listenForCuts } from '#src/server/listenForCuts.ts'

type Postgres = { pg: { Pool: new (options?: unknown) => Pool } }

/** Listens for cut connections on the pool that Payload's Postgres adapter makes for itself. */
export function surviveCuts<Adapter extends DatabaseAdapterObj>(adapter: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const database = adapter.init(args)
    const postgres = database as unknown as Postgres
    // The pool is of pg's own class, never of one that extends it: Drizzle tells a pool from a client by the name of its
    // class, which a build shortens for ours, and would run each statement of a transaction on whichever connection is free.
    const construct = (Pool: Postgres['pg']['Pool'], [options]: unknown[]): Pool => {
      const pool = new Pool(options)
      listenForCuts(pool)
      return pool
    }
    postgres.pg = { ...postgres.pg, Pool: new Proxy(postgres.pg.Pool, { construct }) }
    return database
  }
  return { ...adapter, init }
}
