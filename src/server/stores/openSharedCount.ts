import type { Pool, QueryConfig } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts a minute, over all processes. */
export type SharedCount = {
  /** Adds to the count of a key: what it stands at now, and how long its minute still is. Rejects when the database does not take it. */
  add(question: { key: string; points: number }): Promise<{ total: number; leftMs: number }>
}

export const windowMs = 60_000
const answerMs = 5_000

/** The counts of one kind (`calls`, `changes`) in `patchbay.rate_limits`. What a count means is for the asker to say. */
export function openSharedCount({ pool, kind, limit }: { pool: Pool; kind: string; limit: number }): SharedCount {
  const limiter = new RateLimiterPostgres({
    // A database that has fallen silent is not to hold the pool's connections for it.
    storeClient: { query: (query: QueryConfig) => pool.query({ ...query, query_timeout: answerMs } as QueryConfig) },
    storeType: 'pool',
    schemaName: 'patchbay',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: kind,
    points: limit,
    duration: windowMs / 1_000,
  })
  return {
    add: ({ key, points }) =>
      limiter.consume(key, points).catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) return refused
        throw refused
      }).then(({ consumedPoints, msBeforeNext }) => ({ total: consumedPoints, leftMs: msBeforeNext })),
  }
}
