import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { describeProvider } from './describeProvider.ts'
import { runtime } from './runtime.ts'
import { listCatalog } from './stores/listCatalog.ts'
import { listClients } from './stores/readClient.ts'
import { listConnections, readOwnerNames } from './stores/listConnections.ts'

/** One provider for its page; null when there is none, or it is hidden and the account has no connection of it. */
export async function loadProvider({ key, account, user }: { key: string; account: string; user: string }): Promise<ProviderDetail | null> {
  const { pool } = runtime()
  const [rows, connections, clients] = await Promise.all([listCatalog({ pool, key }), listConnections({ pool, account, user, provider: key }), listClients({ pool, provider: key })])
  const [row] = rows
  if (row === undefined) return null
  const people = await readOwnerNames({ pool, owners: [...new Set(connections.flatMap((one) => one.owner_id ?? []))] })
  const detail = describeProvider({ row, connections, people, clients })
  return detail.status === 'hidden' && detail.connections.length === 0 ? null : detail
}
