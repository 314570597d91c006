import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { rankUrgency } from './describeCard.ts'
import type { Sort } from './MarketplaceState.ts'

const last = Number.MAX_SAFE_INTEGER

type Compare = (one: ProviderCard, other: ProviderCard) => number

/** As the reader's language orders names; the key settles what is the same. */
function makeCompareNames(): Compare {
  const { compare } = new Intl.Collator(currentReader().locale, { sensitivity: 'base', numeric: true })
  return (one, other) => compare(one.name, other.name) || (one.key < other.key ? -1 : 1)
}

const placeBy: Record<Sort, (card: ProviderCard) => number> = { featured: (card) => card.featured ?? last, name: () => 0, newest: (card) => card.newest }

/**
 * Cards in an order that is the same every time; what cannot be connected yet comes last, whatever the order. How many
 * accounts use a provider orders nothing: places in a list would tell one account of the others.
 */
export function sortCards({ cards, sort }: { cards: ProviderCard[]; sort: Sort }): ProviderCard[] {
  const [compareNames, placeOf] = [makeCompareNames(), placeBy[sort]]
  return cards.toSorted((one, other) => Number(one.status === 'coming_soon') - Number(other.status === 'coming_soon') || placeOf(one) - placeOf(other) || compareNames(one, other))
}

/** What needs a hand first. */
export function sortByUrgency(cards: ProviderCard[]): ProviderCard[] {
  const compareNames = makeCompareNames()
  return cards.toSorted((one, other) => rankUrgency(one) - rankUrgency(other) || compareNames(one, other))
}
