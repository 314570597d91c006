import type { Pool } from 'pg'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { AgreedTerms } from './readAgreedTerms.ts'
import { runOnPool, sql } from './statement.ts'
import type { ConnectionRow } from './StoredConnection.ts'

export type NoticeRow = AgreedTerms &
  Pick<ConnectionRow, 'id' | 'status' | 'status_reason' | 'visibility' | 'owner_id' | 'scopes'> & { expires_at: Date | null; rotate_by: Date | null; compiled: CompiledProvider }

type Question = { pool: Pool; account: string; user: string; isManager: boolean }

/**
 * The connections that this member could mend, one's own and for managers all that the account sees, without those that
 * rest or are cut off. One statement; no envelope leaves the database, and each provider's row travels once.
 */
export async function listNoticeRows({ pool, account, user, isManager }: Question): Promise<NoticeRow[]> {
  const rows = await runOnPool<Omit<NoticeRow, 'compiled'> & { provider: string; compiled: CompiledProvider | null }>({
    pool,
    query: sql`select c.id, c.provider, c.status, c.status_reason, c.visibility, c.owner_id, c.scopes, c.expires_at, c.rotate_by, c.auth_method,
        case when c.envelope is not null then '' end as envelope, c.fields, c.agreed_hosts,
        case when row_number() over (partition by c.provider order by c.id) = 1 then p.compiled end as compiled
      from connections c join integration_providers p on p.key = c.provider
      where c.account_id = ${account}::uuid and c.deleted_at is null and c.blocked_by is null and c.status not in ('inactive', 'revoked')
        and (c.owner_id = ${user}::uuid or (${isManager} and c.visibility = 'account'))`,
  })
  const byProvider = new Map(rows.flatMap(({ provider, compiled }) => (compiled === null ? [] : [[provider, compiled] as const])))
  return rows.flatMap(({ provider, ...row }) => {
    const compiled = byProvider.get(provider)
    return compiled === undefined ? [] : [{ ...row, compiled }]
  })
}
