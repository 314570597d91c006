import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** Which of these providers anybody has a connection to. */
export async function listUsedProviders({ req, keys }: { req: InRequest; keys: string[] }): Promise<Set<string>> {
  const rows = await sqlOf<{ provider: string }>({ req, query: sql`select k as provider from unnest(${keys}::text[]) k where exists (select 1 from connections c where c.provider = k and c.deleted_at is null)` })
  return new Set(rows.map(({ provider }) => provider))
}
