import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { canChange, canRevoke } from './canChange.ts'
import type { Viewer } from './Viewer.ts'

export type Verb = 'test' | 'replace' | 'rename' | 'makeDefault' | 'deactivate' | 'reactivate' | 'revoke' | 'remove'

const hasCredential = (connection: ConnectionView): boolean => connection.status !== 'disconnected' && connection.status !== 'revoked'

/** The verbs open to this viewer in this state, in the order of the menu; the table of the status machine, seen from the page. */
export function listVerbs({ viewer, connection }: { viewer: Viewer; connection: ConnectionView }): Verb[] {
  const { status } = connection
  if (!canChange({ viewer, connection })) return canRevoke({ viewer, connection }) && hasCredential(connection) ? ['revoke'] : []
  const isUsable = hasCredential(connection) && status !== 'inactive'
  const open: Record<Verb, boolean> = {
    test: isUsable && connection.blockedBy === null,
    replace: status !== 'inactive',
    rename: true,
    makeDefault: isUsable && !connection.isDefault,
    deactivate: isUsable,
    reactivate: status === 'inactive',
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
