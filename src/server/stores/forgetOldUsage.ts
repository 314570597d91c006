import type { Pool } from 'pg'
import { bulkMs, runOnPool, sql } from './statement.ts'

/** What is older than 400 days, what belonged to accounts that are gone, and processes that count no more. */
export async function forgetOldUsage({ pool }: { pool: Pool }): Promise<void> {
  await runOnPool({ pool, deadlineMs: bulkMs, query: sql`delete from patchbay.usage_buckets where hour < now() - interval '400 days'` })
  await runOnPool({ pool, deadlineMs: bulkMs, query: sql`delete from patchbay.usage_buckets b where connection is null and not exists (select 1 from accounts a where a.id = b.account)` })
  await runOnPool({ pool, deadlineMs: bulkMs, query: sql`delete from patchbay.usage_writers where written_at < now() - interval '7 days'` })
}
