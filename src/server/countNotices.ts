import { effectiveStatus } from '#src/engine/connections/effectiveStatus.ts'
import { findMissingScopes } from '#src/engine/connections/findMissingScopes.ts'
import { listNotices, type NoticeFacts } from '#src/engine/connections/listNotices.ts'
import { mayManage } from '#src/engine/connections/mayChange.ts'
import type { ErrorCode } from '#src/engine/errors.ts'
import { runtime } from './runtime.ts'
import { listNoticeRows, type NoticeRow } from './stores/listNoticeRows.ts'
import { hostsAwaitingConsent } from './viewConnection.ts'

/** How many connections wait for this very member. Every page shows it, so that it reads no more than it takes. */
export async function countNotices({ account, person }: { account: string; person: { id: string; role: string } }): Promise<number> {
  if (person.role === 'viewer') return 0
  const now = new Date()
  const rows = await listNoticeRows({ pool: runtime().pool, account, user: person.id, isManager: mayManage(person.role) })
  const notices = listNotices({ connections: rows.map((row) => toFacts({ row, now })), person, now })
  return new Set(notices.filter((notice) => notice.canAct).map((notice) => notice.connection.id)).size
}

function toFacts({ row, now }: { row: NoticeRow; now: Date }): NoticeFacts {
  return {
    id: row.id,
    status: effectiveStatus({ status: row.status, expiresAt: row.expires_at, now }),
    statusReason: row.status_reason as ErrorCode | null,
    blockedBy: null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    rotateBy: row.rotate_by?.toISOString() ?? null,
    hostsAwaitingConsent: hostsAwaitingConsent({ row, compiled: row.compiled }),
    missingScopes: findMissingScopes({ compiled: row.compiled, authMethod: row.auth_method, scopes: row.scopes }),
    visibility: row.visibility,
    owner: row.owner_id,
  }
}
