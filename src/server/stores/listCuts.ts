import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

export type Cut = { reason: string | null }

/** What the platform has cut off beyond single connections: the account itself, and which of these providers. */
export async function listCuts({ pool, account, providers }: { pool: Pool; account: string; providers: string[] }): Promise<{ account: Cut | null; providers: Record<string, Cut> }> {
  const rows = await runOnPool<{ key: string | null; reason: string | null }>({
    pool,
    query: sql`select null as key, blocked_reason as reason from accounts where id = ${account}::uuid and blocked
      union all select key, blocked_reason from integration_providers where key = any(${providers}::text[]) and blocked`,
  })
  const ofAccount = rows.find((row) => row.key === null)
  return {
    account: ofAccount === undefined ? null : { reason: ofAccount.reason },
    providers: Object.fromEntries(rows.flatMap(({ key, reason }) => (key === null ? [] : [[key, { reason }]]))),
  }
}
