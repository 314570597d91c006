import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import { type ConnectionRow, type DataKeyRow, type StoredConnection, toRecord } from './StoredConnection.ts'

type Row = { row: ConnectionRow; provider_id: string; compiled: CompiledProvider; data_key: DataKeyRow | null }

/**
 * A connection with its compiled row and sealed credential, in trash or not; null when there is none.
 * `forUpdate` holds the row until the request's transaction ends: whoever comes second waits, and then sees the new version.
 */
export async function readConnection({ req, id, forUpdate = false }: { req: InRequest; id: string; forUpdate?: boolean }): Promise<StoredConnection | null> {
  if (forUpdate) await sqlOf({ req, query: sql`select 1 from connections where id = ${id}::uuid for update` })
  const [found] = await sqlOf<Row>({
    req,
    query: sql`select to_json(c) as row, p.id as provider_id, p.compiled,
        case when k.id is null then null else json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped) end as data_key
      from connections c join integration_providers p on p.key = c.provider
      left join data_keys k on k.id = c.data_key_id and k.state <> 'destroyed'
      where c.id = ${id}::uuid`,
  })
  if (found === undefined) return null
  return {
    row: found.row,
    record: toRecord({ row: found.row, providerId: found.provider_id, dataKey: found.data_key }),
    provider: { id: found.provider_id, compiled: found.compiled },
  }
}
