import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import { sql, type Statement } from './statement.ts'

export type AuditEvent = Trace & {
  account: string | null
  action: string
  actor: Actor | { kind: 'system' }
  targetType: string | null
  targetId: string | null
  targetLabel: string | null
  provider: string | null
  outcome: 'done' | 'denied' | 'failed'
  code: string | null
  /** Names of the fields that changed. */
  changed: string[]
  /** What the platform said with it, in plain words. */
  note?: string | null
  /** Owner of the private connection this is about; null = everybody who may see the account's trail. */
  visibleTo: string | null
}

/** The one INSERT of the audit trail, run in the transaction of what it records. */
export function insertAuditEvent(event: AuditEvent): Statement {
  const { actor } = event
  const isNamed = actor.kind === 'user' || actor.kind === 'token'
  return sql`insert into audit_events
    (account, action, actor_kind, actor_id, actor_label, target_type, target_id, target_label, provider, outcome, code, changed, request_id, address, note, visible_to, created_at, updated_at)
    values (${event.account}, ${event.action}, ${actor.kind}, ${isNamed ? actor.id : null}, ${isNamed ? actor.label : null},
      ${event.targetType}, ${event.targetId}, ${event.targetLabel}, ${event.provider}, ${event.outcome}, ${event.code},
      ${JSON.stringify(event.changed)}::jsonb, ${event.requestId}, ${event.address}, ${event.note ?? null}, ${event.visibleTo}, now(), now())`
}
