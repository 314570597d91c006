import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

type Short = { pool: Pool; account: string; hash: string; prefix: string; lifetimeSeconds: number }

/** A token the server makes for itself; the account's expired ones go in the same statement. */
export async function saveShortToken({ pool, account, hash, prefix, lifetimeSeconds }: Short): Promise<void> {
  await runOnPool({
    pool,
    query: sql`with gone as (delete from api_tokens where account_id = ${account}::uuid and name = 'getAiConfig' and expires_at < now())
      insert into api_tokens (name, account_id, scopes, prefix, hash, expires_at, created_at, updated_at)
      values ('getAiConfig', ${account}::uuid, '["use"]'::jsonb, ${prefix}, ${hash}, now() + make_interval(secs => ${lifetimeSeconds}), now(), now())`,
  })
}
