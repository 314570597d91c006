import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { searchProviders } from '#src/engine/catalog/searchProviders.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { rankUrgency } from './describeCard.ts'
import type { MarketplaceState } from './MarketplaceState.ts'

type Facets = Pick<MarketplaceState, 'categories' | 'signIns'>

const hasCategory = (card: ProviderCard, { categories }: Facets): boolean => categories.length === 0 || categories.includes(card.category)
const hasSignIn = (card: ProviderCard, { signIns }: Facets): boolean => signIns.length === 0 || signIns.some((one) => card.signIn.includes(one))

/** Cards of the tab that match the query, in the order of the search; without a query in the catalog's own order, and under Your integrations what needs a hand first. */
export function searchCards({ cards, state }: { cards: ProviderCard[]; state: MarketplaceState }): ProviderCard[] {
  const inTab = state.tab === 'yours' ? cards.filter((card) => card.connections.length > 0).sort((a, b) => rankUrgency(a) - rankUrgency(b)) : cards
  return state.query.trim() === '' ? inTab : searchProviders({ query: state.query, cards: inTab })
}

/** Of cards already searched, those that the facets let through: any of a facet's values, all of the facets. */
export const filterCards = ({ found, facets }: { found: ProviderCard[]; facets: Facets }): ProviderCard[] =>
  found.filter((card) => hasCategory(card, facets) && hasSignIn(card, facets))

export type FacetCount = { value: string; count: number }

/**
 * How many results each value would give. A facet's own choice does not narrow its own counts (else every other value
 * would read 0); the other facet and the query do. Every category of the catalog is listed, also with 0.
 */
export function countFacets({ cards, found, facets }: { cards: ProviderCard[]; found: ProviderCard[]; facets: Facets }): { categories: FacetCount[]; signIns: FacetCount[] } {
  const forCategories = found.filter((card) => hasSignIn(card, facets))
  const forSignIns = found.filter((card) => hasCategory(card, facets))
  const categories = [...new Set([...cards.map((card) => card.category), ...facets.categories])].sort((a, b) => a.localeCompare(b, currentReader().locale))
  return {
    categories: categories.map((value) => ({ value, count: forCategories.filter((card) => card.category === value).length })),
    signIns: (['key', 'oauth'] as const).map((value) => ({ value, count: forSignIns.filter((card) => card.signIn.includes(value)).length })),
  }
}
