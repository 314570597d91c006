import type { AuditEvent } from './insertAuditEvent.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/**
 * Writes an event about a provider into the trail of each account that is connected to it, so that its people read why
 * something stopped. Where only private connections tell of it, only their owners (and the account's admins) do.
 * From where it was done stays with the platform's own event: it was not done in these accounts.
 */
export async function tellAccounts({ req, event, provider }: { req: InRequest; event: AuditEvent; provider: string }): Promise<void> {
  const { actor } = event
  const isNamed = actor.kind === 'user' || actor.kind === 'token'
  await sqlOf({
    req,
    query: sql`with touched as (select account_id, owner_id, visibility from connections where provider = ${provider} and deleted_at is null),
      audience as (
        select account_id, null::text as visible_to from touched where visibility = 'account' group by account_id
        union all
        select account_id, owner_id::text from touched t where visibility = 'private' and owner_id is not null
          and not exists (select 1 from touched o where o.account_id = t.account_id and o.visibility = 'account') group by account_id, owner_id
      )
      insert into audit_events (account, action, actor_kind, actor_id, actor_label, target_type, target_id, target_label, provider, outcome, code, changed, request_id, note, visible_to, created_at, updated_at)
      select account_id::text, ${event.action}, ${actor.kind}::enum_audit_events_actor_kind, ${isNamed ? actor.id : null}, ${isNamed ? actor.label : null}, ${event.targetType}, ${event.targetId}, ${event.targetLabel},
        ${event.provider}, ${event.outcome}::enum_audit_events_outcome, ${event.code}, '[]'::jsonb, ${event.requestId}, ${event.note ?? null}, visible_to, now(), now() from audience`,
  })
}
