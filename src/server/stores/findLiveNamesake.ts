import type { PayloadRequest } from 'payload'
import { foldName } from '#src/engine/catalog/foldName.ts'
import { sql, sqlOf } from './sqlOf.ts'

/** The provider of that folded name that tenants can connect; hidden and coming ones are not told of. */
export async function findLiveNamesake({ req, nameKey }: { req: PayloadRequest; nameKey: string }): Promise<{ key: string; name: string } | null> {
  const rows = await sqlOf<{ key: string; name: string }>({ req, query: sql`select key, name from integration_providers where status = 'live' order by key` })
  return rows.find(({ name }) => foldName(name) === nameKey) ?? null
}
