import type { PayloadRequest } from 'payload'
import type { Pool } from 'pg'
import type { BuiltInUsage } from '#src/engine/catalog/BuiltInForm.ts'
import type { BuiltInCredential } from '#src/payload-types.ts'
import { sql, sqlOf } from './sqlOf.ts'
import { runOnPool } from './statement.ts'

export async function hasBuiltIn({ req, provider }: { req: PayloadRequest; provider: string }): Promise<boolean> {
  const rows = await sqlOf({ req, query: sql`select 1 from built_in_credentials where provider = ${provider} and purpose = 'credential'` })
  return rows.length > 0
}

/** Sealed by the collection's hook; tenants may call nothing with it until an admin fills its allow-list. */
export async function createBuiltIn({ req, provider, authMethod, credentialPayload }: { req: PayloadRequest; provider: string; authMethod: string; credentialPayload: Record<string, string> }): Promise<void> {
  const data = { provider, authMethod, purpose: 'credential', enabled: true, allow: [], credentialPayload } as unknown as BuiltInCredential
  await req.payload.create({ collection: 'built-in-credentials', data, overrideAccess: true, depth: 0, req })
}

/** Today's calls through tenant doors, of how many accounts, and how many of those have none left; null = no such credential. */
export async function readBuiltInUsage({ pool, id }: { pool: Pool; id: string }): Promise<BuiltInUsage | null> {
  const [row] = await runOnPool<{ calls: string; accounts: number; full: number }>({
    pool,
    query: sql`select coalesce(sum(c.calls), 0)::text as calls, count(c.account)::int as accounts, count(c.account) filter (where b.daily_calls is not null and c.calls >= b.daily_calls)::int as full
      from built_in_credentials b left join patchbay.built_in_calls c on c.built_in = b.id and c.day = (now() at time zone 'utc')::date where b.id = ${id}::uuid group by b.id`,
  })
  return row === undefined ? null : { calls: Number(row.calls), accounts: row.accounts, full: row.full }
}
