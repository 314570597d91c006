import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import type { Statement } from './statement.ts'

/** `provider`: queued where its way of revoking is to be tried, else unsupported. */
export type KeptCredential = { id: string; connection: string; provider: 'queued' | 'unsupported'; destroyedAt: string }

/** Which connections: one, or those of an account, a provider, a time in which they were made; null = any. */
export type RevocationScope = { connection: string | null; account: string | null; provider: string | null; from: string | null; until: string | null }

type Question = { req: InRequest; connection: string }

/**
 * To be called before a connection's credential is destroyed, in the same transaction: where the provider has a way to
 * revoke it, the sealed value moves to where the worker finds it. Null when there is no credential.
 */
export async function keepForRevocation({ req, connection }: Question): Promise<KeptCredential | null> {
  const [kept] = await sqlOf<KeptCredential>({ req, query: keepCredentials({ scope: { connection, account: null, provider: null, from: null, until: null }, run: null }) })
  return kept ?? null
}

/** The INSERT for all connections of a scope that hold a credential. */
export const keepCredentials = ({ scope: { connection, account, provider, from, until }, run }: { scope: RevocationScope; run: string | null }): Statement => sql`
  insert into patchbay.revocations as r (run, connection, account, provider, auth_method, state, ended_at, envelope, aad_version, vault_id, data_key_id, agreed_hosts)
  select ${run}::uuid, c.id, c.account_id, c.provider, c.auth_method, case when way.is_known then 'waiting' else 'unsupported' end, case when not way.is_known then now() end,
    case when way.is_known then c.envelope end, case when way.is_known then c.aad_version end, case when way.is_known then c.vault_id end, case when way.is_known then c.data_key_id end, case when way.is_known then c.agreed_hosts end
  from connections c join integration_providers p on p.key = c.provider
  cross join lateral (
    select exists (
      select 1 from jsonb_array_elements(p.compiled -> 'authMethods') m where m ->> 'key' = c.auth_method
        and (m #>> '{oauth,revocationUrl}' is not null or m #>> '{oauth,issuer}' is not null or jsonb_typeof(m #> '{oauth,revocation}') = 'object' or jsonb_typeof(m #> '{app,revocation}') = 'object')
    ) as is_known
  ) way
  where c.envelope is not null and (${connection}::uuid is null or c.id = ${connection}::uuid) and (${account}::uuid is null or c.account_id = ${account}::uuid) and (${provider}::text is null or c.provider = ${provider})
    and (${from}::timestamptz is null or c.created_at >= ${from}::timestamptz) and (${until}::timestamptz is null or c.created_at < ${until}::timestamptz)
  returning r.id, r.connection, case r.state when 'waiting' then 'queued' else r.state end as provider, to_char(r.destroyed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "destroyedAt"`
