import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

export type AccountFacts = { has_connection: boolean; has_tested: boolean; has_called: boolean; has_colleague: boolean }
export type PlatformFacts = { has_provider: boolean; has_account: boolean; has_connection: boolean; has_called: boolean; has_built_in: boolean }

/** What has happened in an account at least once; the trash counts, since it happened. */
export async function readAccountFacts({ pool, account }: { pool: Pool; account: string }): Promise<AccountFacts> {
  const [row] = await runOnPool<AccountFacts>({
    pool,
    query: sql`select exists (select 1 from connections where account_id = ${account}::uuid) as has_connection,
      exists (select 1 from connections where account_id = ${account}::uuid and (status = 'active' or (last_test ->> 'ok')::boolean)) as has_tested,
      exists (select 1 from connections where account_id = ${account}::uuid and last_used_at is not null) as has_called,
      (select count(*) from memberships where account_id = ${account}::uuid) > 1 or exists (select 1 from invitations where account_id = ${account}::uuid) as has_colleague`,
  })
  return row as AccountFacts
}

/** What has happened in the whole installation at least once. An account counts once somebody owns it. */
export async function readPlatformFacts({ pool }: { pool: Pool }): Promise<PlatformFacts> {
  const [row] = await runOnPool<PlatformFacts>({
    pool,
    query: sql`select exists (select 1 from integration_providers where status = 'live') as has_provider,
      exists (select 1 from memberships where role = 'owner') as has_account, exists (select 1 from connections) as has_connection,
      exists (select 1 from patchbay.usage_buckets) as has_called,
      exists (select 1 from built_in_credentials where purpose = 'credential' and enabled and envelope is not null) as has_built_in`,
  })
  return row as PlatformFacts
}

/** Which of these preferences of Payload's somebody has set to `{ hidden: true }`. */
export async function readHidden({ pool, user, keys }: { pool: Pool; user: string; keys: string[] }): Promise<Set<string>> {
  const rows = await runOnPool<{ key: string }>({
    pool,
    query: sql`select p.key from payload_preferences p join payload_preferences_rels r on r.parent_id = p.id and r.path = 'user'
      where r.users_id = ${user}::uuid and p.key = any(${keys}::text[]) and p.value ->> 'hidden' = 'true'`,
  })
  return new Set(rows.map((row) => row.key))
}
