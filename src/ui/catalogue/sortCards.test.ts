import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { sorts } from './MarketplaceState.ts'
import { sortCards } from './sortCards.ts'

const makeCard = (card: Partial<ProviderCard> & { name: string }): ProviderCard => ({
  key: card.name.toLowerCase(), category: 'AI', description: '', keywords: [], logo: { kind: 'monogram', monogram: { text: 'XX', hue: 16 } }, status: 'live', featured: null, newest: 0, signIn: ['key'], connections: [], ...card,
})
const cards = [
  makeCard({ name: 'beta', newest: 2 }), makeCard({ name: 'Alpha', newest: 3, featured: 1 }), makeCard({ name: 'Zulu', newest: 0, featured: 0 }), makeCard({ name: 'Éclair', newest: 1 }),
  makeCard({ name: 'Aaa soon', newest: 0, featured: 0, status: 'coming_soon' }),
]
const names = (sort: (typeof sorts)[number]): string[] => sortCards({ cards, sort }).map((card) => card.name)

describe('sortCards', () => {
  it('orders by what is featured, by name and by age, with what is still coming last', () => {
    expect(names('featured')).toEqual(['Zulu', 'Alpha', 'beta', 'Éclair', 'Aaa soon'])
    expect(names('name')).toEqual(['Alpha', 'beta', 'Éclair', 'Zulu', 'Aaa soon'])
    expect(names('newest')).toEqual(['Zulu', 'Éclair', 'beta', 'Alpha', 'Aaa soon'])
  })

  it('gives the same order whatever the order it is given', () => {
    const some = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'A', 'b', 'ä'), key: fc.string(), newest: fc.nat(2), featured: fc.option(fc.nat(2)) }), { selector: (one) => one.key })
    fc.assert(fc.property(some, fc.constantFrom(...sorts), (given, sort) => {
      const made = given.map(makeCard)
      expect(sortCards({ cards: made.toReversed(), sort }).map((card) => card.key)).toEqual(sortCards({ cards: made, sort }).map((card) => card.key))
    }))
  })
})
