import type { Pool } from 'pg'
import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { toLastTest } from '#src/engine/connections/LastTest.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import type { TestOutcome } from '#src/engine/verify/explainTest.ts'
import { inPoolTransaction } from './inPoolTransaction.ts'
import { insertAuditEvent } from './insertAuditEvent.ts'
import { runOnPool, sql } from './statement.ts'

type Verdict = {
  pool: Pool
  record: ConnectionRecord
  outcome: TestOutcome
  verdict: 'passed' | 'refused' | 'unknown'
  /** When its token would be renewed, where a refusal had ended that; null = never. */
  refreshDueAt: Date | null
  actor: Actor | { kind: 'system' }
  trace: Trace
}

/**
 * Writes what a test found, if the envelope is still the one that was tested: a key replaced in the meantime is not
 * blamed for the old one's refusal. `version` counts what people save, so a test in between is nobody's conflict. Status and audit event are one transaction. A deactivated connection keeps its
 * status; reactivating is somebody's decision.
 */
export async function writeVerdict({ pool, record, outcome, verdict, refreshDueAt, actor, trace }: Verdict): Promise<void> {
  await inPoolTransaction(pool, async (client) => {
    const event = verdict === 'passed' ? 'test_passed' : 'test_refused'
    const status = verdict === 'unknown' || record.status === 'inactive' ? record.status : (nextStatus({ status: record.status, event }) ?? record.status)
    const isChanged = status !== record.status
    const keepsReason = verdict === 'unknown'
    const [row] = await runOnPool<{ is_another: boolean }>({
      pool: client,
      query: sql`update connections set
          status = ${status}::enum_connections_status,
          status_reason = case when ${keepsReason} then status_reason else ${verdict === 'refused' ? (outcome.code ?? null) : null} end,
          status_note = case when ${keepsReason} then status_note else ${verdict === 'refused' ? (outcome.note ?? null) : null} end,
          -- A key that its provider accepts has not expired, whatever somebody once noted.
          expires_at = case when ${verdict === 'passed'} and expires_at <= now() then null else expires_at end,
          -- A refused renewal stopped them; what serves is renewed again.
          refresh_failures = case when ${verdict === 'passed'} and refresh_due_at is null then 0 else refresh_failures end,
          refresh_due_at = case when ${verdict === 'passed'} then coalesce(refresh_due_at, ${refreshDueAt}::timestamptz) else refresh_due_at end,
          identity = coalesce(${isSaid(outcome.identity) ? JSON.stringify(outcome.identity) : null}::jsonb, identity),
          scopes = coalesce(${outcome.scopes === null ? null : JSON.stringify(outcome.scopes)}::jsonb, scopes),
          last_tested_at = now(), last_test = ${JSON.stringify(toLastTest(outcome))}::jsonb, updated_at = now()
        where id = ${record.id}::uuid and envelope = ${record.sealed?.envelope ?? null} and status = ${record.status}::enum_connections_status and deleted_at is null
        -- The row as it was: whoever it turns out to be with was not asked about.
        returning coalesce((select was.identity ->> 'id' <> connections.identity ->> 'id' from connections was where was.id = connections.id), false) as is_another`,
    })
    if (row !== undefined && (isChanged || row.is_another || actor.kind !== 'system')) {
      await runOnPool({ pool: client, query: insertAuditEvent(eventOf({ record, outcome, verdict, actor, trace, changed: [...(isChanged ? ['status'] : []), ...(row.is_another ? ['identity'] : [])] })) })
    }
  })
}

/** An answer without a name and an id in it says nothing against what is known. */
const isSaid = (identity: TestOutcome['identity']): boolean => identity !== undefined && (identity.label !== null || identity.id !== null)

const eventOf = ({ record, outcome, verdict, actor, trace, changed }: Omit<Verdict, 'pool' | 'refreshDueAt'> & { changed: string[] }) => ({
  account: record.account,
  action: 'connection.tested',
  actor,
  targetType: 'connection',
  targetId: record.id,
  targetLabel: record.displayName,
  provider: record.provider,
  outcome: verdict === 'passed' ? ('done' as const) : ('failed' as const),
  code: outcome.code ?? null,
  changed,
  ...trace,
  visibleTo: record.visibility === 'private' ? record.owner : null,
})
