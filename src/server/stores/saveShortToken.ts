import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

type Short = {
  pool: Pool
  account: string
  hash: string
  prefix: string
  lifetimeSeconds: number
  onlyProvider: string
  onlyConnection: string | null
  actsFor: string | null
}

/** A token the server makes for itself, good for one connection (or one provider's built-in credential) and for calls alone; the account's expired ones go in the same statement. */
export async function saveShortToken({ pool, account, hash, prefix, lifetimeSeconds, onlyProvider, onlyConnection, actsFor }: Short): Promise<void> {
  await runOnPool({
    pool,
    query: sql`with gone as (delete from api_tokens where account_id = ${account}::uuid and only_provider is not null and expires_at < now())
      insert into api_tokens (name, account_id, scopes, prefix, hash, only_provider, only_connection, acts_for, expires_at, created_at, updated_at)
      values ('getAiConfig', ${account}::uuid, '["use"]'::jsonb, ${prefix}, ${hash}, ${onlyProvider}, ${onlyConnection}, ${actsFor}, now() + make_interval(secs => ${lifetimeSeconds}), now(), now())`,
  })
}
