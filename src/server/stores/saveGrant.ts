import type { Pool } from 'pg'
import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import type { ErrorCode } from '#src/engine/errors.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { inPoolTransaction } from './inPoolTransaction.ts'
import { insertAuditEvent } from './insertAuditEvent.ts'
import type { RefreshLease } from './refreshLease.ts'
import { runOnPool, sql } from './statement.ts'

type Saving = {
  pool: Pool
  lease: RefreshLease
  /** As it was read together with the envelope that `sealed` replaces. */
  record: ConnectionRecord
  sealed: { envelope: string; aadVersion: number }
  tokenExpiresAt: Date | null
  refreshDueAt: Date | null
  previousUntil: Date | null
  /** What the service granted; null = it did not say. */
  scopes: string[] | null
  actor: Actor | { kind: 'system' }
  trace: Trace
}

/**
 * Stores the sealed answer of a token exchange, before anything else is done with it, and gives the lease back. Written
 * only over the envelope that was exchanged and only under its own fence. `version` counts what people save, so it stays.
 * @returns false when the row moved on: another credential, another holder, or gone
 */
export async function saveGrant({ pool, lease, record, sealed, tokenExpiresAt, refreshDueAt, previousUntil, scopes, actor, trace }: Saving): Promise<boolean> {
  const status = nextStatus({ status: record.status, event: 'refreshed' }) ?? record.status
  const isMended = status !== record.status
  return inPoolTransaction(pool, async (client) => {
    const rows = await runOnPool({
      pool: client,
      query: sql`update connections set envelope = ${sealed.envelope}, aad_version = ${sealed.aadVersion},
          token_expires_at = ${tokenExpiresAt}::timestamptz, refresh_due_at = ${refreshDueAt}::timestamptz, previous_until = ${previousUntil}::timestamptz,
          refresh_failures = 0, refresh_intent_at = null, lease_owner = null, lease_until = null,
          -- What was just renewed has not ended, whatever was once noted.
          expires_at = case when expires_at <= now() then null else expires_at end,
          scopes = coalesce(${scopes === null ? null : JSON.stringify(scopes)}::jsonb, scopes),
          -- What somebody decided meanwhile, such as to deactivate it, stands.
          status = case when ${isMended} and status = ${record.status}::enum_connections_status then ${status}::enum_connections_status else status end,
          status_reason = case when ${isMended} and status = ${record.status}::enum_connections_status then null else status_reason end,
          status_note = case when ${isMended} and status = ${record.status}::enum_connections_status then null else status_note end,
          updated_at = now()
        where id = ${record.id}::uuid and envelope = ${record.sealed?.envelope ?? null} and lease_owner = ${lease.owner} and lease_fence = ${lease.fence} and deleted_at is null
        returning id`,
    })
    if (rows.length > 0 && (isMended || actor.kind !== 'system')) {
      await runOnPool({ pool: client, query: insertAuditEvent(refreshEvent({ record, actor, trace, code: null, isChanged: isMended })) })
    }
    return rows.length > 0
  })
}

type Facts = { record: ConnectionRecord; actor: Saving['actor']; trace: Trace; code: ErrorCode | null; isChanged: boolean }

/** What the trail says of a refresh that changed the status, or that somebody asked for. */
export const refreshEvent = ({ record, actor, trace, code, isChanged }: Facts) => ({
  account: record.account,
  action: 'connection.refreshed',
  actor,
  targetType: 'connection',
  targetId: record.id,
  targetLabel: record.displayName,
  provider: record.provider,
  outcome: code === null ? ('done' as const) : ('failed' as const),
  code,
  changed: isChanged ? ['status'] : [],
  ...trace,
  visibleTo: record.visibility === 'private' ? record.owner : null,
})
