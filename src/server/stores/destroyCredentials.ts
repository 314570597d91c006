import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'

type Scope = { req: InRequest; account: string | null; provider: string | null; actor: Actor; trace: Trace }

/**
 * Revokes every connection of an account, or of a provider, that holds a credential: one statement, in which each gets
 * its event as well. Which one is the default stays, since none is left that could serve.
 * @returns how many there were
 */
export async function destroyCredentials({ req, account, provider, actor, trace }: Scope): Promise<number> {
  if (account === null && provider === null) throw new Error('Whose credentials are to be destroyed must be said.')
  // In the order in which those of somebody who leaves an account are held, so that neither waits for the other.
  await sqlOf({ req, query: sql`select 1 from connections where envelope is not null and (${account}::uuid is null or account_id = ${account}::uuid) and (${provider}::text is null or provider = ${provider}) order by id for update` })
  const isNamed = actor.kind === 'user' || actor.kind === 'token'
  const rows = await sqlOf({
    req,
    query: sql`with gone as (
        update connections set status = 'revoked', status_reason = null, status_note = null, envelope = null, aad_version = null, data_key_id = null, agreed_hosts = null,
          masked_credential = '{}'::jsonb, identity = null, scopes = '[]'::jsonb, expires_at = null, rotate_by = null,
          token_expires_at = null, refresh_due_at = null, previous_until = null, refresh_failures = 0, refresh_intent_at = null, version = version + 1, updated_at = now()
        where envelope is not null and (${account}::uuid is null or account_id = ${account}::uuid) and (${provider}::text is null or provider = ${provider})
        returning id, account_id, provider, display_name, visibility, owner_id
      )
      insert into audit_events (account, action, actor_kind, actor_id, actor_label, target_type, target_id, target_label, provider, outcome, changed, request_id, address, visible_to, created_at, updated_at)
      select account_id::text, 'connection.revoked', ${actor.kind}::enum_audit_events_actor_kind, ${isNamed ? actor.id : null}, ${isNamed ? actor.label : null}, 'connection', id::text, display_name, provider,
        'done', '["status", "maskedCredential"]'::jsonb, ${trace.requestId}, ${trace.address}, case when visibility = 'private' then owner_id::text end, now(), now() from gone returning id`,
  })
  return rows.length
}
