import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Viewer } from './Viewer.ts'

/** Owners and admins: policies, consent, everything that is visible to the account. */
export const isManager = (viewer: Viewer): boolean => viewer.role === 'owner' || viewer.role === 'admin'

/**
 * Mirrors the server's rule so that no button leads to a refusal; the server decides all the same.
 * Members change their own; admins and owners all that the account sees, and of private ones they may only revoke.
 */
export function canChange({ viewer, connection }: { viewer: Viewer; connection: ConnectionView }): boolean {
  if (viewer.role === 'viewer') return false
  if (connection.owner === viewer.id) return true
  return isManager(viewer) && connection.visibility === 'account'
}

export const canRevoke = ({ viewer, connection }: { viewer: Viewer; connection: ConnectionView }): boolean =>
  canChange({ viewer, connection }) || isManager(viewer)
