import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/**
 * Connections whose token should be renewed by now, the most pressing first. Those that rest, wait for their owner or are
 * cut off keep theirs as it is; those that another process is at are left to it.
 */
export const listDueRefreshes = ({ pool, limit }: { pool: Pool; limit: number }): Promise<{ id: string; provider: string }[]> =>
  runOnPool({
    pool,
    query: sql`select c.id, c.provider from connections c join accounts a on a.id = c.account_id join integration_providers p on p.key = c.provider
      where c.refresh_due_at <= now() and c.envelope is not null and c.deleted_at is null and c.status in ('pending', 'active', 'error', 'expired') and c.blocked_by is null
        and not coalesce(a.blocked, false) and not coalesce(p.blocked, false) and (c.lease_until is null or c.lease_until <= now())
      order by c.refresh_due_at limit ${limit}::int`,
  })
