import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { canChange, canRevoke } from './canChange.ts'
import type { Viewer } from './Viewer.ts'

export type Verb = 'test' | 'refresh' | 'replace' | 'rename' | 'expiry' | 'makeDefault' | 'deactivate' | 'reactivate' | 'activity' | 'revoke' | 'remove'

type Question = { viewer: Viewer; connection: ConnectionView; /** Whether the provider's row says how to test this kind of key. */ canTest?: boolean; /** Whether it gets new access tokens without a person. */ canRenew?: boolean }

const hasCredential = (connection: ConnectionView): boolean => connection.status !== 'disconnected' && connection.status !== 'revoked'

/**
 * The verbs open to this viewer in this state, in the order of the menu; the table of the status machine, seen from the
 * page. What the platform has cut off can be stopped and ended, but nothing sends its key anywhere before the cut is lifted.
 */
export function listVerbs({ viewer, connection, canTest = true, canRenew = false }: Question): Verb[] {
  const { status } = connection
  if (!canChange({ viewer, connection })) return canRevoke({ viewer, connection }) && hasCredential(connection) ? ['activity', 'revoke'] : ['activity']
  const isUsable = hasCredential(connection) && status !== 'inactive'
  const isFree = connection.blockedBy === null
  const open: Record<Verb, boolean> = {
    test: isUsable && isFree && canTest,
    refresh: isUsable && isFree && canRenew,
    replace: status !== 'inactive' && isFree,
    rename: true,
    expiry: isUsable && connection.mode === 'service',
    makeDefault: isUsable && !connection.isDefault && connection.visibility === 'account' && (viewer.role === 'owner' || viewer.role === 'admin'),
    deactivate: isUsable,
    reactivate: status === 'inactive' && isFree,
    activity: true,
    revoke: hasCredential(connection),
    remove: true,
  }
  return (Object.keys(open) as Verb[]).filter((verb) => open[verb])
}

/** The one verb that stands in the open, beside the menu: what the state asks for. */
export function pickMainVerb(verbs: Verb[], connection: ConnectionView): Verb | null {
  const wished: Verb = { disconnected: 'replace', error: 'replace', expired: 'replace', revoked: 'replace', inactive: 'reactivate', pending: 'test', active: 'test' }[connection.status] as Verb
  return verbs.includes(wished) ? wished : null
}
