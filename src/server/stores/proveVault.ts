import type { Pool } from 'pg'
import { PatchbayError } from '#src/engine/errors.ts'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { runOnPool, sql } from './statement.ts'

type Row = { id: string; kek_id: string; wrapped: string; proof: string | null }

/** Fixed parts of the known sealed value, which belongs to no row. */
const place = { owner: 'platform', vaultId: '00000000-0000-0000-0000-000000000000', providerId: '00000000-0000-0000-0000-000000000000', agreedHosts: [] as string[] }
const known = 'this value opens with the right key'

/**
 * Proves that the loaded encryption key is the one this database was sealed with: opens a known value, made at the very
 * first start.
 * @throws PatchbayError `key_unavailable`, `vault_unavailable`
 */
export async function proveVault({ pool, dataKeys }: { pool: Pool; dataKeys: DataKeys }): Promise<void> {
  const [row] = await runOnPool<Row>({ pool, query: sql`select id, kek_id, wrapped, proof from data_keys where owner = 'platform' and state = 'active'` })
  if (row === undefined) return makeProof({ pool, dataKeys })
  const dataKey = { id: row.id, owner: 'platform', kekId: row.kek_id, wrapped: row.wrapped }
  if (row.proof === null) {
    const { envelope } = sealCredential(dataKeys, { ...place, dataKey, values: { known } })
    await runOnPool({ pool, query: sql`update data_keys set proof = ${envelope} where id = ${row.id}::uuid and proof is null` })
    return
  }
  const opened = openCredential(dataKeys, { ...place, dataKey, aadVersion: 1, envelope: row.proof })
  if (opened.known !== known) throw new PatchbayError('vault_unavailable')
}

async function makeProof({ pool, dataKeys }: { pool: Pool; dataKeys: DataKeys }): Promise<void> {
  const made = dataKeys.create('platform')
  const { envelope } = sealCredential(dataKeys, { ...place, dataKey: made, values: { known } })
  await runOnPool({
    pool,
    query: sql`insert into data_keys (id, owner, kek_id, wrapped, proof, state, created_at, updated_at)
      values (${made.id}::uuid, 'platform', ${made.kekId}, ${made.wrapped}, ${envelope}, 'active', now(), now()) on conflict (owner) where state = 'active' do nothing`,
  })
}
