import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/**
 * The right to fetch a new token for one connection, across all processes. `fence` grows with each lease, so that what
 * an overtaken holder writes late is refused. All times are the database's.
 */
export type RefreshLease = {
  connectionId: string
  owner: string
  fence: number
  /** When it was taken. */
  takenAt: Date
  /** An earlier exchange of this very credential began, and nobody knows how it ended. */
  hasOpenIntent: boolean
}

type Taking = { pool: Pool; connectionId: string; /** The credential that is to be renewed, as it was read. */ envelope: string; owner: string; leaseSeconds: number }

/** The lease, or null when somebody holds it or the credential is another one by now. No transaction stays open. */
export async function takeLease({ pool, connectionId, envelope, owner, leaseSeconds }: Taking): Promise<RefreshLease | null> {
  const [row] = await runOnPool<{ fence: string; taken_at: Date; has_intent: boolean }>({
    pool,
    query: sql`update connections
      set lease_owner = ${owner}, lease_fence = coalesce(lease_fence, 0) + 1, lease_until = now() + make_interval(secs => ${leaseSeconds})
      where id = ${connectionId}::uuid and envelope = ${envelope} and deleted_at is null and (lease_until is null or lease_until <= now())
      returning lease_fence as fence, now() as taken_at, refresh_intent_at is not null as has_intent`,
  })
  return row === undefined ? null : { connectionId, owner, fence: Number(row.fence), takenAt: row.taken_at, hasOpenIntent: row.has_intent }
}

/** Written before the provider is asked, so that a crash in between is known for what it is. False: the lease is lost. */
export async function writeIntent({ pool, lease, envelope }: { pool: Pool; lease: RefreshLease; envelope: string }): Promise<boolean> {
  const rows = await runOnPool({
    pool,
    query: sql`update connections set refresh_intent_at = coalesce(refresh_intent_at, now())
      where id = ${lease.connectionId}::uuid and lease_owner = ${lease.owner} and lease_fence = ${lease.fence} and lease_until > now() and envelope = ${envelope}
      returning id`,
  })
  return rows.length > 0
}

/** Lets others try, when nothing was learned. A lease that is somebody else's by now stays theirs. */
export async function releaseLease({ pool, lease }: { pool: Pool; lease: RefreshLease }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`update connections set lease_owner = null, lease_until = null
      where id = ${lease.connectionId}::uuid and lease_owner = ${lease.owner} and lease_fence = ${lease.fence}`,
  })
}

/** Whether somebody holds the lease on this very credential. */
export async function isLeased({ pool, connectionId, envelope }: { pool: Pool; connectionId: string; envelope: string }): Promise<boolean> {
  const rows = await runOnPool({ pool, query: sql`select 1 from connections where id = ${connectionId}::uuid and envelope = ${envelope} and lease_until > now()` })
  return rows.length > 0
}
