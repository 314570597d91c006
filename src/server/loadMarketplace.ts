import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { describeCard } from './describeProvider.ts'
import { runtime } from './runtime.ts'
import { listCatalog, readFeatured } from './stores/listCatalog.ts'
import { listConnections } from './stores/listConnections.ts'

/** Cards in their order: featured, then by name, coming soon last. Hidden rows show only where a connection exists. */
export async function loadMarketplace({ account, user }: { account: string; user: string }): Promise<{ cards: ProviderCard[] }> {
  const { pool } = runtime()
  const [rows, featured, connections] = await Promise.all([listCatalog({ pool }), readFeatured({ pool }), listConnections({ pool, account, user })])
  const cards = rows.map((row) => describeCard({ row, connections, featured })).filter((card) => isShown(card))
  return { cards: cards.sort(compareCards) }
}

const isShown = (card: ProviderCard): boolean => (card.status !== 'hidden' && card.status !== 'deprecated') || card.connections.length > 0

const compareCards = (one: ProviderCard, other: ProviderCard): number =>
  Number(one.status === 'coming_soon') - Number(other.status === 'coming_soon') ||
  (one.featured ?? Number.MAX_SAFE_INTEGER) - (other.featured ?? Number.MAX_SAFE_INTEGER) ||
  one.name.localeCompare(other.name, 'en')
