import type { Pool } from 'pg'
import { inside } from '#src/engine/audit/Trace.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { SealedCredential } from '#src/engine/ports.ts'
import { inPoolTransaction } from './inPoolTransaction.ts'
import { insertAuditEvent } from './insertAuditEvent.ts'
import { runOnPool, sql } from './statement.ts'
import type { DataKeyRow } from './StoredConnection.ts'

/** Something a provider is to be told, held by whoever claimed it. `sealed` is null where the account's key is gone. */
export type ClaimedRevocation = { id: string; attempts: number; authMethod: string; provider: { id: string; compiled: CompiledProvider }; sealed: SealedCredential | null }

type Row = { id: string; attempts: number; account: string; auth_method: string; envelope: string; aad_version: string; vault_id: string; agreed_hosts: string[]; provider_id: string; compiled: CompiledProvider; data_key: DataKeyRow | null }

/** For a while nobody else takes it; who dies meanwhile leaves it to the next. Null: it is another's, or ended. */
export async function claimRevocation({ pool, id, forSeconds }: { pool: Pool; id: string; forSeconds: number }): Promise<ClaimedRevocation | null> {
  const [row] = await runOnPool<Row>({
    pool,
    query: sql`with taken as (
        update patchbay.revocations set attempts = attempts + 1, next_at = now() + make_interval(secs => ${forSeconds}) where id = ${id}::uuid and state = 'waiting' and next_at <= now() returning *
      )
      select t.id, t.attempts, t.account, t.auth_method, t.envelope, t.aad_version, t.vault_id, t.agreed_hosts, p.id as provider_id, p.compiled,
        case when k.id is null then null else json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped) end as data_key
      from taken t join integration_providers p on p.key = t.provider left join data_keys k on k.id = t.data_key_id and k.state <> 'destroyed'`,
  })
  if (row === undefined) return null
  const { data_key: key } = row
  return {
    id: row.id,
    attempts: row.attempts,
    authMethod: row.auth_method,
    provider: { id: row.provider_id, compiled: row.compiled },
    sealed: key === null ? null : { envelope: row.envelope, aadVersion: Number(row.aad_version), vaultId: row.vault_id, owner: row.account, providerId: row.provider_id, dataKey: { id: key.id, owner: key.owner, kekId: key.kek_id, wrapped: key.wrapped }, agreedHosts: row.agreed_hosts },
  }
}

/** It is tried again after that time. */
export async function postponeRevocation({ pool, id, seconds, code }: { pool: Pool; id: string; seconds: number; code: string }): Promise<void> {
  await runOnPool({ pool, query: sql`update patchbay.revocations set next_at = now() + make_interval(secs => ${seconds}), code = ${code} where id = ${id}::uuid and state = 'waiting'` })
}

export type RevocationEnd = 'revoked' | 'unsupported' | 'failed'
type Ending = { pool: Pool; id: string; state: RevocationEnd; code: string | null }

/** The second fact is final: written here, to the connection and to the trail, and the sealed value is gone, in one transaction. */
export async function endRevocation({ pool, id, state, code }: Ending): Promise<void> {
  await inPoolTransaction(pool, async (client) => {
    const [row] = await runOnPool<{ connection: string; account: string; provider: string; name: string; visible_to: string | null }>({
      pool: client,
      query: sql`with ended as (
          update patchbay.revocations set state = ${state}, code = ${code}, ended_at = now(), envelope = null, aad_version = null, vault_id = null, data_key_id = null, agreed_hosts = null
          where id = ${id}::uuid and state = 'waiting' returning *
        ), told as (
          update connections c set revocation = c.revocation || jsonb_build_object('provider', ${state}::text, 'endedAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          from ended e where c.id = e.connection and c.revocation ->> 'destroyedAt' = to_char(e.destroyed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
            -- Where a token that came late still waits, that one has the last word.
            and not exists (select 1 from patchbay.revocations o where o.connection = e.connection and o.id <> e.id and o.destroyed_at = e.destroyed_at and o.state = 'waiting')
        )
        select e.connection, e.account, e.provider, c.display_name as name, case when c.visibility = 'private' then c.owner_id::text end as visible_to from ended e join connections c on c.id = e.connection`,
    })
    if (row !== undefined && state !== 'unsupported') {
      await runOnPool({
        pool: client,
        query: insertAuditEvent({
          account: row.account, action: 'connection.revoked_at_provider', actor: { kind: 'system' }, targetType: 'connection', targetId: row.connection, targetLabel: row.name, provider: row.provider,
          outcome: state === 'revoked' ? 'done' : 'failed', code, changed: [], requestId: null, address: inside.background, visibleTo: row.visible_to,
        }),
      })
    }
  })
}

/** What is due, the longest waiting first. */
export const listDueRevocations = ({ pool, limit }: { pool: Pool; limit: number }): Promise<{ id: string; provider: string }[]> =>
  runOnPool({ pool, query: sql`select id, provider from patchbay.revocations where state = 'waiting' and next_at <= now() order by next_at limit ${limit}::int` })

/** The newest of a connection that the provider has not been told of yet. */
export async function findWaitingRevocation({ pool, connection }: { pool: Pool; connection: string }): Promise<string | null> {
  const [row] = await runOnPool<{ id: string }>({ pool, query: sql`select id from patchbay.revocations where connection = ${connection}::uuid and state = 'waiting' order by destroyed_at desc limit 1` })
  return row?.id ?? null
}
