import { describe, expect, it } from 'vitest'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { groupCards } from './groupCards.ts'
import { type MarketplaceState, parseMarketplaceState } from './MarketplaceState.ts'

const makeCard = (name: string, card: Partial<ProviderCard> = {}): ProviderCard => ({
  key: name, name, category: 'AI', description: '', keywords: [], logo: { kind: 'monogram', monogram: { text: 'XX', hue: 16 } }, status: 'live', featured: null, newest: 0, signIn: ['key'], connections: [], ...card,
})
const used = (status: 'active' | 'error') => ({ connections: [{ status, lastUsedAt: null }] })
const cards = [makeCard('star', { featured: 0 }), makeCard('own', used('active')), makeCard('ill', { featured: 1, ...used('error') }), makeCard('rated', { featured: 2 }), makeCard('plain')]
const group = (state: string, featured = 2) => groupCards({ cards, state: parseMarketplaceState(new URLSearchParams(state)) satisfies MarketplaceState, featured }).map(({ name, cards: inside }) => [name, inside.map((card) => card.key)])

describe('groupCards', () => {
  it('begins with one’s own, what needs a hand first, then what the settings feature; each card stands once', () => {
    expect(group('')).toEqual([['yours', ['ill', 'own']], ['featured', ['star']], ['all', ['rated', 'plain']]])
  })

  it.each(['q=x', 'category=AI', 'signin=key', 'sort=name', 'tab=yours'])('is one list for ?%s', (state) => {
    expect(group(state)).toEqual([[null, cards.map((card) => card.key)]])
  })

  it('has no heading over the only group', () => {
    expect(groupCards({ cards: [makeCard('a')], state: parseMarketplaceState(new URLSearchParams()), featured: 0 })).toMatchObject([{ name: null }])
  })

  it('is cut to what is to be shown, all groups together', () => {
    const many = Array.from({ length: 300 }, (_, index) => makeCard(`many${index}`, index < 20 ? used('active') : {}))
    const groups = groupCards({ cards: many, state: parseMarketplaceState(new URLSearchParams()), featured: 0 })
    expect(groups.map(({ name, cards: inside }) => [name, inside.length])).toEqual([['yours', 20], ['all', 220]])
  })
})
