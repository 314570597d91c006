import type { ConnectionView } from './ConnectionView.ts'
import { mayChange, mayManage } from './mayChange.ts'

const dayMs = 86_400_000
const warnDays = 14

const kinds = ['blocked', 'refused', 'lacks', 'expired', 'consent', 'grant', 'soon', 'rotate', 'disconnected'] as const
export type NoticeKind = (typeof kinds)[number]

/** What it takes to tell whether a connection needs a hand. */
export type NoticeFacts = Pick<ConnectionView, 'id' | 'status' | 'statusReason' | 'blockedBy' | 'expiresAt' | 'rotateBy' | 'hostsAwaitingConsent' | 'missingScopes' | 'visibility' | 'owner'>

/** `canAct`: the cure is this reader's to apply. */
export type Notice<Connection = ConnectionView> = { connection: Connection; kind: NoticeKind; canAct: boolean }

/**
 * What needs a hand, the worst first. What rests on purpose (deactivated, revoked) does not, and another's private
 * connection is theirs to mind. Client-safe.
 */
export function listNotices<Connection extends NoticeFacts>({ connections, person, now }: { connections: Connection[]; person: { id: string; role: string }; now: Date }): Notice<Connection>[] {
  return connections
    .filter((connection) => connection.visibility === 'account' || connection.owner === person.id)
    .flatMap((connection) => kindsOf(connection, now).map((kind) => ({ connection, kind, canAct: canAct({ kind, connection, person }) })))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
}

function kindsOf(connection: NoticeFacts, now: Date): NoticeKind[] {
  const { status, statusReason, blockedBy, expiresAt, rotateBy, hostsAwaitingConsent, missingScopes } = connection
  // Nothing else can be mended before the platform lifts its cut.
  if (blockedBy === 'platform') return ['blocked']
  if (status === 'inactive' || status === 'revoked') return []
  if (status === 'disconnected') return ['disconnected']
  const found: NoticeKind[] = []
  if (status === 'error') found.push(statusReason === 'credential_lacks_permission' ? 'lacks' : 'refused')
  if (status === 'expired') found.push('expired')
  if (hostsAwaitingConsent.length > 0) found.push('consent')
  // Somebody who signs in anew is asked for all of it.
  if (missingScopes.length > 0 && status !== 'error' && status !== 'expired') found.push('grant')
  if (found.length > 0 || (status !== 'active' && status !== 'pending')) return found
  const isNear = (moment: string | null): boolean => moment !== null && Date.parse(moment) - now.getTime() < warnDays * dayMs
  // A date stands only where nothing renews the credential.
  if (isNear(expiresAt)) return ['soon']
  return isNear(rotateBy) ? ['rotate'] : []
}

function canAct({ kind, connection, person }: { kind: NoticeKind; connection: NoticeFacts; person: { id: string; role: string } }): boolean {
  if (kind === 'blocked') return false
  return kind === 'consent' ? mayManage(person.role) : mayChange({ person, connection })
}
