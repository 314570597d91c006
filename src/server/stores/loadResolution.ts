import type { Pool } from 'pg'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { BuiltInRecord, Distribution, ResolutionInput, RoutingMode } from '#src/engine/ports.ts'
import { runOnPool, sql, type Statement } from './statement.ts'
import { type ConnectionRow, type DataKeyRow, toRecord } from './StoredConnection.ts'

/** `provider` or `connectionId` (or both, which must then belong together). `user` opens that person's private connections, if they are a member who may use any. */
export type ResolutionQuery = { account: string; provider: string | null; connectionId: string | null; user: string | null }

type Row = {
  account_id: string | null
  account_blocked: boolean | null
  account_reason: string | null
  provider_id: string | null
  compiled: CompiledProvider | null
  provider_blocked: boolean | null
  provider_reason: string | null
  mode: RoutingMode | null
  distribution: Distribution | null
  connections: { row: ConnectionRow; data_key: DataKeyRow | null }[] | null
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

/** Everything one resolution needs, in one statement: account, row, policy, candidates with their wrapped keys, built-in. */
export async function loadResolution({ pool, query }: { pool: Pool; query: ResolutionQuery }): Promise<ResolutionInput> {
  const [row] = await runOnPool<Row>({ pool, query: statementFor(query), name: 'patchbay_resolve' })
  const providerId = row?.provider_id ?? null
  const hasProvider = row !== undefined && providerId !== null && row.compiled !== null
  return {
    account: row?.account_id == null ? null : { id: row.account_id, blocked: row.account_blocked ?? false, blockedReason: row.account_reason },
    provider: hasProvider ? { id: providerId, compiled: row.compiled as CompiledProvider, blocked: row.provider_blocked ?? false, blockedReason: row.provider_reason } : null,
    policy: { mode: row?.mode ?? 'auto', distribution: row?.distribution ?? 'default' },
    connections: hasProvider ? (row.connections ?? []).map((one) => toRecord({ row: one.row, providerId, dataKey: one.data_key })) : [],
    builtIn: hasProvider && row.built_in !== null ? toBuiltIn({ ...row.built_in, providerId }) : null,
    readAt: row?.read_at ?? new Date(),
  }
}

const statementFor = ({ account, provider, connectionId, user }: ResolutionQuery): Statement => sql`
  select a.id as account_id, a.blocked as account_blocked, a.blocked_reason as account_reason, p.id as provider_id, p.compiled, p.blocked as provider_blocked, p.blocked_reason as provider_reason, rp.mode, rp.distribution, now() as read_at,
    (select json_agg(json_build_object('row', c, 'data_key', case when k.id is null then null else json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped) end)
        order by c.is_default desc, c.sort_order, c.created_at, c.id)
      from connections c left join data_keys k on k.id = c.data_key_id and k.state <> 'destroyed'
      where c.account_id = a.id and c.provider = p.key and c.deleted_at is null
        and (${connectionId}::uuid is null or c.id = ${connectionId}::uuid)
        and (c.visibility = 'account' or (c.owner_id = ${user}::uuid
          and exists (select 1 from memberships m where m.account_id = a.id and m.user_id = ${user}::uuid and m.role <> 'viewer')))) as connections,
    (select json_build_object('row', b, 'data_key', json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped))
      from built_in_credentials b join data_keys k on k.id = b.data_key_id and k.state <> 'destroyed'
      where b.provider = p.key and b.purpose = 'credential' and b.enabled and b.envelope is not null limit 1) as built_in
  from (values (1)) one(x)
  left join accounts a on a.id = ${account}::uuid
  left join integration_providers p on p.key = coalesce(${provider}::text, (select c.provider from connections c where c.id = ${connectionId}::uuid and c.account_id = a.id))
  left join routing_policies rp on rp.account_id = a.id and rp.provider = p.key`

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
