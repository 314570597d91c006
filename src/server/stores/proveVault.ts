import type { Pool } from 'pg'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { knownProof, openProof } from './openProof.ts'
import { runOnPool, sql } from './statement.ts'

type Row = { id: string; kek_id: string; wrapped: string; proof: string | null }

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
    const { envelope } = sealCredential(dataKeys, { ...knownProof.place, dataKey, values: knownProof.values })
    await runOnPool({ pool, query: sql`update data_keys set proof = ${envelope} where id = ${row.id}::uuid and proof is null` })
    return
  }
  openProof({ dataKeys, dataKey, envelope: row.proof })
}

async function makeProof({ pool, dataKeys }: { pool: Pool; dataKeys: DataKeys }): Promise<void> {
  const made = dataKeys.create('platform')
  const { envelope } = sealCredential(dataKeys, { ...knownProof.place, dataKey: made, values: knownProof.values })
  await runOnPool({
    pool,
    query: sql`insert into data_keys (id, owner, kek_id, wrapped, proof, state, created_at, updated_at)
      values (${made.id}::uuid, 'platform', ${made.kekId}, ${made.wrapped}, ${envelope}, 'active', now(), now()) on conflict (owner) where state = 'active' do nothing`,
  })
}
