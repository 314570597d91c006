import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import { keepCredentials, type KeptCredential, type RevocationScope } from './keepForRevocation.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import { bulkMs } from './statement.ts'

type Question = { req: InRequest; scope: Omit<RevocationScope, 'connection'>; run: string; actor: Actor; trace: Trace }

/**
 * Revokes every connection of the scope that holds a credential, each with its event; what its provider is to be told
 * waits under `run`. Which one is the default stays, since none is left that could serve.
 * @returns how many there were
 */
export async function destroyCredentials({ req, scope, run, actor, trace }: Question): Promise<number> {
  const { account, provider, from, until } = scope
  if (account === null && provider === null && (from === null || until === null)) throw new Error('Whose credentials are to be destroyed must be said.')
  // In the order in which those of somebody who leaves an account are held, so that neither waits for the other.
  await sqlOf({
    req,
    deadlineMs: bulkMs,
    query: sql`select 1 from connections where envelope is not null and (${account}::uuid is null or account_id = ${account}::uuid) and (${provider}::text is null or provider = ${provider})
      and (${from}::timestamptz is null or created_at >= ${from}::timestamptz) and (${until}::timestamptz is null or created_at < ${until}::timestamptz) order by id for update`,
  })
  const kept = await sqlOf<KeptCredential>({ req, deadlineMs: bulkMs, query: keepCredentials({ scope: { ...scope, connection: null }, run }) })
  const isNamed = actor.kind === 'user' || actor.kind === 'token'
  await sqlOf({
    req,
    deadlineMs: bulkMs,
    query: sql`with kept as (select connection, state, destroyed_at from patchbay.revocations where run = ${run}::uuid), gone as (
        update connections c set status = 'revoked', status_reason = null, status_note = null, envelope = null, aad_version = null, data_key_id = null, agreed_hosts = null,
          masked_credential = '{}'::jsonb, identity = null, scopes = '[]'::jsonb, expires_at = null, rotate_by = null, deactivation = null,
          token_expires_at = null, refresh_due_at = null, previous_until = null, refresh_failures = 0, refresh_intent_at = null, version = version + 1, updated_at = now(),
          revocation = jsonb_build_object('destroyedAt', to_char(k.destroyed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'provider', case k.state when 'waiting' then 'queued' else k.state end,
            'endedAt', case when k.state <> 'waiting' then to_char(k.destroyed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end)
        from kept k where c.id = k.connection
        returning c.id, c.account_id, c.provider, c.display_name, c.visibility, c.owner_id
      )
      insert into audit_events (account, action, actor_kind, actor_id, actor_label, target_type, target_id, target_label, provider, outcome, changed, request_id, address, visible_to, created_at, updated_at)
      select account_id::text, 'connection.revoked', ${actor.kind}::enum_audit_events_actor_kind, ${isNamed ? actor.id : null}, ${isNamed ? actor.label : null}, 'connection', id::text, display_name, provider,
        'done', '["status", "maskedCredential"]'::jsonb, ${trace.requestId}, ${trace.address}, case when visibility = 'private' then owner_id::text end, now(), now() from gone returning id`,
  })
  return kept.length
}
