import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { describeCardRow } from './describeCardRow.ts'
import { runtime } from './runtime.ts'
import { listCards, readMarketplaceOrder } from './stores/listCards.ts'
import { listConnections } from './stores/listConnections.ts'
import { listRequests } from './stores/providerRequests.ts'
import type { ConnectionRow } from './stores/StoredConnection.ts'

export type MarketplaceData = {
  /** By name. Hidden and deprecated rows only where the account has a connection. */
  cards: ProviderCard[]
  /** How many providers the Marketplace's settings put first; their cards have the places below that number. */
  featured: number
  /** Categories that come first in the filter, in this order. */
  categoryOrder: string[]
  /** What the account has asked the catalog to have. */
  requests: ProviderRequestView[]
}

/** The Marketplace of one member: four statements, however many rows there are. */
export async function loadMarketplace({ account, user }: { account: string; user: string }): Promise<MarketplaceData> {
  const { pool } = runtime()
  const [rows, { featured, categoryOrder }, connections, requests] = await Promise.all([
    listCards({ pool }), readMarketplaceOrder({ pool }), listConnections({ pool, account, user }), listRequests({ pool, account }),
  ])
  const own = new Map<string, ConnectionRow[]>()
  for (const one of connections) if (one.deleted_at === null) own.set(one.provider, [...(own.get(one.provider) ?? []), one])
  const cards = rows.filter((row) => (row.status !== 'hidden' && row.status !== 'deprecated') || own.has(row.key)).map((row) => describeCardRow({ row, connections: own.get(row.key) ?? [], featured }))
  return { cards, featured: featured.length, categoryOrder, requests }
}
