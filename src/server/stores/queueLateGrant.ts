import type { Pool } from 'pg'
import type { SealedCredential } from '#src/engine/ports.ts'
import { runOnPool, sql } from './statement.ts'

type Late = { pool: Pool; connection: string; sealed: SealedCredential }

/**
 * Puts a grant that came after its connection was revoked or deleted beside the credential that was destroyed then, so
 * that the provider is told of both; the connection says so. Gives the id of what waits, or null where the connection
 * holds a credential, its provider has no such way, or it is gone with its account.
 */
export async function queueLateGrant({ pool, connection, sealed }: Late): Promise<string | null> {
  const [row] = await runOnPool<{ id: string }>({
    pool,
    query: sql`with destroyed as (
        select r.* from patchbay.revocations r join connections c on c.id = r.connection
        where c.id = ${connection}::uuid and c.envelope is null order by r.destroyed_at desc limit 1
      ), late as (
        insert into patchbay.revocations (connection, account, provider, auth_method, state, destroyed_at, envelope, aad_version, vault_id, data_key_id, agreed_hosts)
        select connection, account, provider, auth_method, 'waiting', destroyed_at, ${sealed.envelope}, ${sealed.aadVersion}, ${sealed.vaultId}, ${sealed.dataKey.id}::uuid, ${JSON.stringify(sealed.agreedHosts)}::jsonb
        from destroyed where state <> 'unsupported' and exists (select 1 from data_keys k where k.id = ${sealed.dataKey.id}::uuid and k.state <> 'destroyed')
        returning id, connection
      ), told as (
        update connections c set revocation = c.revocation || jsonb_build_object('provider', 'queued', 'endedAt', null) from late l where c.id = l.connection and c.revocation is not null
      )
      select id from late`,
  })
  return row?.id ?? null
}
