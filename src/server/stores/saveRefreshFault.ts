import type { Pool } from 'pg'
import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import type { RefreshVerdict } from '#src/engine/connections/judgeRefreshFault.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import type { ErrorCode } from '#src/engine/errors.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { inPoolTransaction } from './inPoolTransaction.ts'
import { insertAuditEvent } from './insertAuditEvent.ts'
import type { RefreshLease } from './refreshLease.ts'
import { refreshEvent } from './saveGrant.ts'
import { runOnPool, sql } from './statement.ts'

type Saving = { pool: Pool; lease: RefreshLease; record: ConnectionRecord; verdict: RefreshVerdict; code: ErrorCode; actor: Actor | { kind: 'system' }; trace: Trace }

/**
 * Writes down why no new token was to be had, and gives the lease back: under the same conditions as a grant, so that a
 * credential replaced meanwhile is not blamed for the old one's refusal. Status and audit event are one transaction.
 * @returns false when the row moved on
 */
export async function saveRefreshFault({ pool, lease, record, verdict, code, actor, trace }: Saving): Promise<boolean> {
  const { reason, note, refreshDueAt, failures, keepsIntent } = verdict
  const status = reason === null ? record.status : (nextStatus({ status: record.status, event: 'refresh_refused' }) ?? record.status)
  const isFinal = reason !== null
  return inPoolTransaction(pool, async (client) => {
    const rows = await runOnPool<{ is_changed: boolean }>({
      pool: client,
      query: sql`with before as (select id, status from connections where id = ${record.id}::uuid for update)
        update connections c set
          status = case when ${isFinal} then ${status}::enum_connections_status else c.status end,
          status_reason = case when ${isFinal} then ${reason} else c.status_reason end,
          status_note = case when ${isFinal} then ${note} else c.status_note end,
          refresh_due_at = ${refreshDueAt}::timestamptz, refresh_failures = ${failures},
          refresh_intent_at = case when ${keepsIntent} then c.refresh_intent_at end,
          lease_owner = null, lease_until = null, updated_at = now()
        from before
        where c.id = before.id and c.envelope = ${record.sealed?.envelope ?? null} and c.lease_owner = ${lease.owner} and c.lease_fence = ${lease.fence} and c.deleted_at is null
          and (c.status = ${record.status}::enum_connections_status or not ${isFinal})
        returning before.status is distinct from c.status as is_changed`,
    })
    const isChanged = rows[0]?.is_changed === true
    if (rows.length > 0 && (isChanged || actor.kind !== 'system')) await runOnPool({ pool: client, query: insertAuditEvent(refreshEvent({ record, actor, trace, code: reason ?? code, isChanged })) })
    return rows.length > 0
  })
}
