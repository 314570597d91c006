import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { hasFilters, type MarketplaceState } from './MarketplaceState.ts'
import { sortByUrgency } from './sortCards.ts'

/** `name` null: a list that needs no heading. */
export type CardGroup = { name: 'yours' | 'featured' | 'all' | null; cards: ProviderCard[] }

type Question = { cards: ProviderCard[]; state: MarketplaceState; /** How many cards are featured by the Marketplace's own settings. */ featured: number }

/**
 * The plain page in groups, since most visits are returns: one's own integrations, the featured ones, all the others.
 * Whoever searches, filters or sorts gets one list. Each card stands once; together they are cut to `state.show`.
 */
export function groupCards({ cards, state, featured }: Question): CardGroup[] {
  const isPlain = state.tab === 'browse' && state.sort === 'featured' && !hasFilters(state)
  if (!isPlain) return [{ name: null, cards: cards.slice(0, state.show) }]
  const groups: CardGroup[] = [{ name: 'yours', cards: [] }, { name: 'featured', cards: [] }, { name: 'all', cards: [] }]
  const [yours, chosen, rest] = groups as [CardGroup, CardGroup, CardGroup]
  for (const card of cards) (card.connections.length > 0 ? yours : card.featured !== null && card.featured < featured ? chosen : rest).cards.push(card)
  yours.cards = sortByUrgency(yours.cards)
  const filled = groups.filter((group) => group.cards.length > 0)
  if (filled.length === 1) return [{ name: null, cards: (filled[0] as CardGroup).cards.slice(0, state.show) }]
  let room = state.show
  return filled.flatMap((group) => {
    const shown = group.cards.slice(0, room)
    room -= shown.length
    return shown.length === 0 ? [] : [{ ...group, cards: shown }]
  })
}
