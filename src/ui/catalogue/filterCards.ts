import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { searchProviders } from '#src/engine/catalog/searchProviders.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import type { MarketplaceState } from './MarketplaceState.ts'
import { sortByUrgency, sortCards } from './sortCards.ts'

type Facets = Pick<MarketplaceState, 'categories' | 'signIns'>

const hasCategory = (card: ProviderCard, { categories }: Facets): boolean => categories.length === 0 || categories.includes(card.category)
const hasSignIn = (card: ProviderCard, { signIns }: Facets): boolean => signIns.length === 0 || signIns.some((one) => card.signIn.includes(one))

type Wanted = Pick<MarketplaceState, 'tab' | 'query' | 'sort'>

/**
 * Cards of the tab that match the query. An order that was chosen holds; else the best match comes first, without a
 * query the featured ones, and under Your integrations what needs a hand.
 */
export function searchCards({ cards, state }: { cards: ProviderCard[]; state: Wanted }): ProviderCard[] {
  const inTab = state.tab === 'yours' ? cards.filter((card) => card.connections.length > 0) : cards
  const isAsked = state.query.trim() !== ''
  if (state.sort !== 'featured') return sortCards({ cards: isAsked ? searchProviders({ query: state.query, cards: inTab }) : inTab, sort: state.sort })
  const ordered = state.tab === 'yours' ? sortByUrgency(inTab) : sortCards({ cards: inTab, sort: 'featured' })
  return isAsked ? searchProviders({ query: state.query, cards: ordered }) : ordered
}

/** Of cards already searched, those that the facets let through: any of a facet's values, all of the facets. */
export const filterCards = ({ found, facets }: { found: ProviderCard[]; facets: Facets }): ProviderCard[] =>
  found.filter((card) => hasCategory(card, facets) && hasSignIn(card, facets))

export type FacetCount = { value: string; count: number }
type Counting = { cards: ProviderCard[]; found: ProviderCard[]; facets: Facets; /** Categories that an admin put first. */ categoryOrder?: string[] }

/**
 * How many results each value would give. A facet's own choice does not narrow its own counts (else every other value
 * would read 0); the other facet and the query do. Every category of the catalog is listed, also with 0.
 */
export function countFacets({ cards, found, facets, categoryOrder = [] }: Counting): { categories: FacetCount[]; signIns: FacetCount[] } {
  const byCategory = tally(found.filter((card) => hasSignIn(card, facets)).map((card) => card.category))
  const bySignIn = tally(found.filter((card) => hasCategory(card, facets)).flatMap((card) => card.signIn))
  const place = (category: string): number => (categoryOrder.includes(category) ? categoryOrder.indexOf(category) : categoryOrder.length)
  const categories = [...new Set([...cards.map((card) => card.category), ...facets.categories])].sort((a, b) => place(a) - place(b) || a.localeCompare(b, currentReader().locale))
  return {
    categories: categories.map((value) => ({ value, count: byCategory.get(value) ?? 0 })),
    signIns: (['key', 'oauth'] as const).map((value) => ({ value, count: bySignIn.get(value) ?? 0 })),
  }
}

function tally(values: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
