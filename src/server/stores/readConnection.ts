import { connectionById, type FoundConnection, toStored } from './connectionById.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import type { StoredConnection } from './StoredConnection.ts'

/**
 * A connection with its compiled row and sealed credential, in trash or not; null when there is none.
 * `forUpdate` holds the row until the request's transaction ends: whoever comes second waits, and then sees the new version.
 */
export async function readConnection({ req, id, forUpdate = false }: { req: InRequest; id: string; forUpdate?: boolean }): Promise<StoredConnection | null> {
  if (forUpdate) await sqlOf({ req, query: sql`select 1 from connections where id = ${id}::uuid for update` })
  const [found] = await sqlOf<FoundConnection>({ req, query: connectionById(id) })
  return found === undefined ? null : toStored(found)
}
