import { sql, type Statement } from './statement.ts'

/**
 * Drops the attempts that are over. A grant that was held for an answer nobody gave, or that could not be used, goes to
 * where the worker finds what providers are to be told. Not where a connection of that account or that person, with the
 * same one at the provider as far as that is known, holds a credential: some providers end every token of a person with one.
 */
export const endOverAttempts = (): Statement => sql`
  with over as (delete from patchbay.oauth_attempts where expires_at <= now() returning *)
  insert into patchbay.revocations (connection, account, provider, auth_method, state, envelope, aad_version, vault_id, data_key_id, agreed_hosts)
  select null, a.account, a.provider, a.auth_method, 'waiting', a.envelope, a.aad_version, a.vault_id::text, a.data_key, a.agreed_hosts
  from over a join integration_providers p on p.key = a.provider
  where a.held ->> 'kind' = 'account'
    and exists (
      select 1 from jsonb_array_elements(p.compiled -> 'authMethods') m where m ->> 'key' = a.auth_method
        and (m #>> '{oauth,revocationUrl}' is not null or m #>> '{oauth,issuer}' is not null or jsonb_typeof(m #> '{oauth,revocation}') = 'object')
    )
    and not exists (
      select 1 from connections c where c.provider = a.provider and c.mode = 'oauth-user' and c.envelope is not null and (c.account_id = a.account or c.owner_id = a.person)
        and coalesce(c.identity ->> 'id' = a.held #>> '{learned,identity,id}', true)
    )`
