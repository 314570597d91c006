import type { CollectionAfterReadHook } from 'payload'
import { effectiveStatus } from '#src/engine/connections/effectiveStatus.ts'
import type { ConnectionStatus } from '#src/engine/ports.ts'

/** An expiry that has passed shows as `expired` from that second, written down or not. */
export const showEffectiveStatus: CollectionAfterReadHook = ({ doc }) => {
  const row = doc as { status?: ConnectionStatus; expiresAt?: string | null }
  if (row.status === undefined || row.expiresAt === undefined || row.expiresAt === null) return doc
  return { ...doc, status: effectiveStatus({ status: row.status, expiresAt: new Date(row.expiresAt), now: new Date() }) }
}
