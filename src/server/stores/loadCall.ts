import type { Pool } from 'pg'
import type { Role } from '#src/access/Actor.ts'
import type { BuiltInRecord, ConnectionRecord, Distribution, ResolutionInput, RoutingMode } from '#src/engine/ports.ts'
import { type CandidateRow, type DataKeyRow, toRecord } from './StoredConnection.ts'
import { readCompiledText } from './readCompiledText.ts'
import { sharePart } from './sharePart.ts'
import { callReadMs, runOnPool, sql, type Statement } from './statement.ts'

/** `provider` or `connectionId` (or both, which must then belong together). `user` opens that person's private connections, if they are a member who may use any. */
export type ResolutionQuery = { account: string; provider: string | null; connectionId: string | null; user: string | null }

/** By the hash of an API token, which says whose account and, where it calls in somebody's name, which person is meant. */
export type TokenQuery = { hash: string; provider: string | null; connectionId: string | null }

/** `role`: of the person in whose name it calls; null = no member (any more), or it calls in nobody's. `expiresAt`: by the database's clock. */
export type LoadedToken = {
  id: string
  name: string
  account: string | null
  scopes: string[]
  onlyConnection: string | null
  onlyProvider: string | null
  actsFor: string | null
  role: Role | null
  expiresAt: Date | null
}

/** `provider`: the key of the row, as other tables name it. */
export type LoadedCall = { token: LoadedToken | null; provider: string | null; input: ResolutionInput }

type Row = {
  token: { id: string; name: string; account_id: string | null; scopes: unknown; only_connection: string | null; only_provider: string | null; acts_for: string | null; role: Role | null } | null
  token_expires_at: Date | null
  account_id: string | null
  account_blocked: boolean | null
  account_reason: string | null
  provider_id: string | null
  provider_key: string | null
  compiled: string | null
  provider_blocked: boolean | null
  provider_reason: string | null
  mode: RoutingMode | null
  distribution: Distribution | null
  connections: { row: CandidateRow; data_key: DataKeyRow | null }[] | null
  built_in: { row: BuiltInRow; data_key: DataKeyRow } | null
  read_at: Date
}

type BuiltInRow = {
  id: string
  provider: string
  auth_method: string
  enabled: boolean
  allow: { method: string; path: string }[] | null
  daily_calls: number | string | null
  fields: Record<string, string> | null
  envelope: string
  aad_version: number | string
  vault_id: string
  agreed_hosts: string[] | null
}

/** Everything one call needs, in one statement: who calls, account, row, policy, candidates with their wrapped keys, built-in. */
export async function loadCall({ pool, query }: { pool: Pool; query: ResolutionQuery | TokenQuery }): Promise<LoadedCall> {
  const [row] = await runOnPool<Row>({ pool, query: statementFor(query), name: 'patchbay_call', deadlineMs: callReadMs })
  const providerId = row?.provider_id ?? null
  const compiled = row?.compiled ?? null
  const hasProvider = row !== undefined && providerId !== null && compiled !== null
  const input: ResolutionInput = {
    account: row?.account_id == null ? null : { id: row.account_id, blocked: row.account_blocked ?? false, blockedReason: row.account_reason },
    provider: hasProvider ? shareProvider({ id: providerId, compiled: readCompiledText({ id: providerId, text: compiled }), blocked: row.provider_blocked ?? false, blockedReason: row.provider_reason }) : null,
    policy: sharePart({ mode: row?.mode ?? 'auto', distribution: row?.distribution ?? 'default' }),
    connections: hasProvider ? (row.connections ?? []).map((one) => toSharedRecord({ ...one, providerId, account: row.account_id })) : [],
    builtIn: hasProvider && row.built_in !== null ? toBuiltIn({ ...row.built_in, providerId }) : null,
    readAt: row?.read_at ?? new Date(),
  }
  return { token: row?.token == null ? null : toToken({ token: row.token, expiresAt: row.token_expires_at }), provider: row?.provider_key ?? null, input }
}

function statementFor(query: ResolutionQuery | TokenQuery): Statement {
  const { provider, connectionId } = query
  const { hash, account, user } = 'hash' in query ? { hash: query.hash, account: null, user: null } : { ...query, hash: null }
  return sql`
  select a.id as account_id, a.blocked as account_blocked, a.blocked_reason as account_reason, p.id as provider_id, p.key as provider_key, p.compiled::text as compiled, p.blocked as provider_blocked, p.blocked_reason as provider_reason, rp.mode, rp.distribution, now() as read_at,
    t.expires_at as token_expires_at,
    case when t.id is not null then json_build_object('id', t.id, 'name', t.name, 'account_id', t.account_id, 'scopes', t.scopes, 'only_connection', t.only_connection, 'only_provider', t.only_provider, 'acts_for', t.acts_for, 'role', tm.role) end as token,
    (select json_agg(json_build_object(
        'row', json_build_object('id', c.id, 'account_id', c.account_id, 'provider', c.provider, 'auth_method', c.auth_method, 'display_name', c.display_name, 'visibility', c.visibility, 'owner_id', c.owner_id,
          'status', c.status, 'status_reason', c.status_reason, 'blocked_by', c.blocked_by, 'blocked_reason', c.blocked_reason, 'deactivation', c.deactivation, 'is_default', c.is_default, 'sort_order', c.sort_order,
          'version', c.version, 'created_at', c.created_at, 'expires_at', c.expires_at, 'fields', c.fields, 'envelope', c.envelope, 'aad_version', c.aad_version, 'vault_id', c.vault_id, 'agreed_hosts', c.agreed_hosts,
          'token_expires_at', c.token_expires_at, 'refresh_due_at', c.refresh_due_at, 'previous_until', c.previous_until, 'refresh_intent_at', c.refresh_intent_at, 'refresh_failures', c.refresh_failures),
        'data_key', case when k.id is null then null else json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped) end)
        order by c.is_default desc, c.sort_order, c.created_at, c.id)
      from connections c left join data_keys k on k.id = c.data_key_id and k.state <> 'destroyed'
      where c.account_id = a.id and c.provider = p.key and c.deleted_at is null
        and (${connectionId}::uuid is null or c.id = ${connectionId}::uuid)
        and (c.visibility = 'account' or (c.owner_id = coalesce(${user}::uuid, t.acts_for::uuid)
          and exists (select 1 from memberships m where m.account_id = a.id and m.user_id = coalesce(${user}::uuid, t.acts_for::uuid) and m.role <> 'viewer')))) as connections,
    (select json_build_object('row', json_build_object('id', b.id, 'provider', b.provider, 'auth_method', b.auth_method, 'enabled', b.enabled, 'allow', b.allow, 'daily_calls', b.daily_calls, 'fields', b.fields,
          'envelope', b.envelope, 'aad_version', b.aad_version, 'vault_id', b.vault_id, 'agreed_hosts', b.agreed_hosts),
        'data_key', json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped))
      from built_in_credentials b join data_keys k on k.id = b.data_key_id and k.state <> 'destroyed'
      where b.provider = p.key and b.purpose = 'credential' and b.enabled and b.envelope is not null limit 1) as built_in
  from (values (1)) one(x)
  left join api_tokens t on t.hash = ${hash}
  left join memberships tm on tm.account_id = t.account_id and tm.user_id = t.acts_for::uuid
  left join accounts a on a.id = coalesce(t.account_id, ${account}::uuid)
  left join integration_providers p on p.key = coalesce(${provider}::text, (select c.provider from connections c where c.id = ${connectionId}::uuid and c.account_id = a.id))
  left join routing_policies rp on rp.account_id = a.id and rp.provider = p.key`
}

type Candidate = { row: CandidateRow; data_key: DataKeyRow | null; providerId: string; account: string | null }

/** Its record, with what others say too held once. */
function toSharedRecord({ row, data_key: key, providerId, account }: Candidate): ConnectionRecord {
  const owner = account ?? row.account_id
  // The same text, read once: each row and each key comes with a copy of it.
  const whose = row.account_id === owner ? { account_id: owner } : {}
  const dataKey = key?.owner === owner ? { ...key, owner } : key
  return toRecord({ row: { ...row, ...whose, agreed_hosts: sharePart(row.agreed_hosts), fields: isEmpty(row.fields) ? noFields : row.fields }, providerId, dataKey })
}

const noFields: Record<string, string> = Object.freeze({})
const isEmpty = (fields: CandidateRow['fields']): boolean => fields === null || Object.keys(fields).length === 0

type Provider = NonNullable<ResolutionInput['provider']>

const providers = new WeakMap<Provider['compiled'], Provider>()

/** The same for all accounts, as long as the row says the same. */
function shareProvider(provider: Provider): Provider {
  const known = providers.get(provider.compiled)
  if (known !== undefined && known.id === provider.id && known.blocked === provider.blocked && known.blockedReason === provider.blockedReason) return known
  const shared = Object.freeze(provider)
  providers.set(provider.compiled, shared)
  return shared
}

function toToken({ token, expiresAt }: { token: NonNullable<Row['token']>; expiresAt: Date | null }): LoadedToken {
  const scopes = sharePart(Array.isArray(token.scopes) ? token.scopes.filter((one) => typeof one === 'string') : [])
  return { id: token.id, name: token.name, account: token.account_id, scopes, onlyConnection: token.only_connection, onlyProvider: token.only_provider, actsFor: token.acts_for, role: token.role, expiresAt }
}

function toBuiltIn({ row, data_key: key, providerId }: { row: BuiltInRow; data_key: DataKeyRow; providerId: string }): BuiltInRecord {
  return {
    id: row.id,
    provider: row.provider,
    authMethod: row.auth_method,
    enabled: row.enabled,
    allow: row.allow ?? [],
    dailyCalls: row.daily_calls === null ? null : Number(row.daily_calls),
    fields: row.fields ?? {},
    sealed: {
      envelope: row.envelope,
      aadVersion: Number(row.aad_version),
      vaultId: row.vault_id,
      owner: 'platform',
      providerId,
      dataKey: { id: key.id, owner: key.owner, kekId: key.kek_id, wrapped: key.wrapped },
      agreedHosts: row.agreed_hosts ?? [],
    },
  }
}
