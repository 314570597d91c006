import type { Pool } from 'pg'
import type { SealedCredential } from '#src/engine/ports.ts'
import { runOnPool, sql } from './statement.ts'
import type { DataKeyRow } from './StoredConnection.ts'

type Row = { envelope: string; aad_version: number | string; vault_id: string; agreed_hosts: string[] | null; provider_id: string; data_key: DataKeyRow }

/** The platform's own enabled client of an auth method, sealed; null when there is none. */
export async function readClient({ pool, provider, authMethod }: { pool: Pool; provider: string; authMethod: string }): Promise<SealedCredential | null> {
  const [row] = await runOnPool<Row>({
    pool,
    query: sql`select b.envelope, b.aad_version, b.vault_id, b.agreed_hosts, p.id as provider_id, json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped) as data_key
      from built_in_credentials b join integration_providers p on p.key = b.provider join data_keys k on k.id = b.data_key_id and k.state <> 'destroyed'
      where b.provider = ${provider} and b.auth_method = ${authMethod} and b.purpose = 'client' and b.enabled and b.envelope is not null`,
  })
  if (row === undefined) return null
  return {
    envelope: row.envelope,
    aadVersion: Number(row.aad_version),
    vaultId: row.vault_id,
    owner: 'platform',
    providerId: row.provider_id,
    dataKey: { id: row.data_key.id, owner: row.data_key.owner, kekId: row.data_key.kek_id, wrapped: row.data_key.wrapped },
    agreedHosts: row.agreed_hosts ?? [],
  }
}

/** Which auth methods have an enabled client of the platform's, as `<provider> <method>`; of one provider where named. */
export async function listClients({ pool, provider = null }: { pool: Pool; provider?: string | null }): Promise<Set<string>> {
  const rows = await runOnPool<{ provider: string; auth_method: string }>({
    pool,
    query: sql`select provider, auth_method from built_in_credentials where purpose = 'client' and enabled and envelope is not null and (${provider}::text is null or provider = ${provider})`,
  })
  return new Set(rows.map((row) => `${row.provider} ${row.auth_method}`))
}
