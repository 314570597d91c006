import type { Pool } from 'pg'
import { connectionById, type FoundConnection, toStored } from './connectionById.ts'
import { runOnPool } from './statement.ts'
import type { StoredConnection } from './StoredConnection.ts'

/** A connection as a refresh needs it, outside any request. `readAt`: the database's clock, by which tokens are judged. */
export type Renewable = StoredConnection & {
  readAt: Date
  /** The platform has cut off the connection, its account or its provider. */
  isCutOff: boolean
  /** Till when another holds the right to renew it; null = nobody does. */
  leasedUntil: Date | null
}

type Row = FoundConnection & { is_cut: boolean | null; read_at: Date }

/** Null when there is none, or it lies in the trash. */
export async function readRenewable({ pool, id }: { pool: Pool; id: string }): Promise<Renewable | null> {
  const [found] = await runOnPool<Row>({ pool, query: connectionById(id) })
  if (found === undefined || found.row.deleted_at !== null) return null
  const stored = toStored(found)
  const leasedUntil = found.row.lease_until == null ? null : new Date(found.row.lease_until)
  return {
    ...stored,
    readAt: found.read_at,
    isCutOff: stored.record.blockedBy !== null || found.is_cut === true,
    leasedUntil: leasedUntil !== null && leasedUntil > found.read_at ? leasedUntil : null,
  }
}
