import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { sql, type Statement } from './statement.ts'
import { type ConnectionRow, type DataKeyRow, type StoredConnection, toRecord } from './StoredConnection.ts'

export type FoundConnection = { row: ConnectionRow; provider_id: string; compiled: CompiledProvider; data_key: DataKeyRow | null }

/** The SELECT of one connection with its compiled row and wrapped data key, in trash or not. */
export const connectionById = (id: string): Statement => sql`select to_json(c) as row, p.id as provider_id, p.compiled, p.blocked or a.blocked as is_cut, now() as read_at,
    case when k.id is null then null else json_build_object('id', k.id, 'owner', k.owner, 'kek_id', k.kek_id, 'wrapped', k.wrapped) end as data_key
  from connections c join integration_providers p on p.key = c.provider join accounts a on a.id = c.account_id
  left join data_keys k on k.id = c.data_key_id and k.state <> 'destroyed'
  where c.id = ${id}::uuid`

export const toStored = (found: FoundConnection): StoredConnection => ({
  row: found.row,
  record: toRecord({ row: found.row, providerId: found.provider_id, dataKey: found.data_key }),
  provider: { id: found.provider_id, compiled: found.compiled },
})
