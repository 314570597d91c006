import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/**
 * Connections that serve and that nobody has used or tested for a day, whose provider has a test, in the order of their
 * ids after `after`.
 */
export const listIdleConnections = ({ pool, after, limit }: { pool: Pool; after: string | null; limit: number }): Promise<{ id: string; provider: string }[]> =>
  runOnPool({
    pool,
    query: sql`select c.id, c.provider from connections c join accounts a on a.id = c.account_id join integration_providers p on p.key = c.provider
      where (${after}::uuid is null or c.id > ${after}::uuid) and c.status in ('pending', 'active') and c.envelope is not null and c.deleted_at is null and c.blocked_by is null
        and not coalesce(a.blocked, false) and not coalesce(p.blocked, false) and (c.expires_at is null or c.expires_at > now())
        and coalesce(c.last_used_at, '-infinity') < now() - interval '1 day' and coalesce(c.last_tested_at, '-infinity') < now() - interval '1 day'
        and exists (select 1 from jsonb_array_elements(p.compiled -> 'authMethods') m where m ->> 'key' = c.auth_method and jsonb_typeof(m -> 'test') = 'object')
      order by c.id limit ${limit}::int`,
  })
