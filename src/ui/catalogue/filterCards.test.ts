import { describe, expect, it } from 'vitest'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { describeCard } from './describeCard.ts'
import { countFacets, filterCards, searchCards } from './filterCards.ts'

const makeCard = (card: Partial<ProviderCard> & { name: string }): ProviderCard => ({
  key: card.name.toLowerCase(), category: 'AI', description: '', keywords: [], logo: { kind: 'monogram', monogram: { text: 'XX', hue: 16 } },
  status: 'live', featured: null, newest: 0, signIn: ['key'], connections: [], ...card,
})
const connection = (status: ProviderCard['connections'][number]['status'], lastUsedAt: string | null = null) => ({ status, lastUsedAt })

const cards = [
  makeCard({ name: 'Alpha', connections: [connection('active')] }),
  makeCard({ name: 'Bravo', signIn: ['key', 'oauth'] }),
  makeCard({ name: 'Charlie', category: 'Email', signIn: ['oauth'] }),
]
const plain = { tab: 'browse' as const, query: '', categories: [], signIns: [], sort: 'featured' as const }

describe('searchCards and filterCards', () => {
  it('puts featured first without a query, then goes by name', () => {
    expect(searchCards({ cards, state: plain })).toEqual(cards)
  })

  it('shows only connected providers under Your integrations', () => {
    expect(searchCards({ cards, state: { ...plain, tab: 'yours' } }).map((card) => card.name)).toEqual(['Alpha'])
  })

  it('puts what needs a hand first there', () => {
    const mine = [...cards, makeCard({ name: 'Delta', connections: [connection('error')] })]
    expect(searchCards({ cards: mine, state: { ...plain, tab: 'yours' } }).map((card) => card.name)).toEqual(['Delta', 'Alpha'])
    expect(mine.map((card) => card.name)).toEqual(['Alpha', 'Bravo', 'Charlie', 'Delta'])
  })

  it('takes any value of a facet and all of the facets', () => {
    const names = (facets: { categories: string[]; signIns: ('key' | 'oauth')[] }) => filterCards({ found: cards, facets }).map((card) => card.name)
    expect(names({ categories: ['AI', 'Email'], signIns: ['oauth'] })).toEqual(['Bravo', 'Charlie'])
    expect(names({ categories: ['AI'], signIns: ['oauth'] })).toEqual(['Bravo'])
    expect(names({ categories: [], signIns: [] })).toHaveLength(3)
  })
})

describe('countFacets', () => {
  it('narrows by the other facet and not by its own', () => {
    expect(countFacets({ cards, found: cards, facets: { categories: ['Email'], signIns: ['oauth'] } })).toEqual({
      categories: [{ value: 'AI', count: 1 }, { value: 'Email', count: 1 }],
      signIns: [{ value: 'key', count: 0 }, { value: 'oauth', count: 1 }],
    })
  })

  it('follows the query and keeps empty categories in sight', () => {
    expect(countFacets({ cards, found: cards.slice(0, 1), facets: { categories: [], signIns: [] } }).categories).toEqual([{ value: 'AI', count: 1 }, { value: 'Email', count: 0 }])
  })
})

describe('describeCard', () => {
  it.each([
    [[connection('active'), connection('error')], 'Needs attention', 'Fix'],
    [[connection('inactive'), connection('active')], 'Connected', 'Manage'],
    [[connection('active'), connection('disconnected')], 'Needs a key', 'Finish'],
    [[connection('pending')], 'Not verified', 'Test'],
    [[connection('active'), connection('expired')], 'Expired', 'Fix'],
    [[connection('inactive')], 'Deactivated', 'Manage'],
    [[connection('revoked')], 'Revoked', 'Reconnect'],
  ])('lets the most pressing state speak', (connections, word, verb) => {
    expect(describeCard(makeCard({ name: 'Alpha', connections }))).toMatchObject({ state: { word }, verb })
  })

  it('names the last use, or that there was none', () => {
    const used = describeCard(makeCard({ name: 'Alpha', connections: [connection('active', '2026-01-01T00:00:00Z'), connection('active', '2026-02-01T00:00:00Z')] }))
    expect(used.fact).toEqual({ text: '2 connections · ', at: '2026-02-01T00:00:00Z' })
    expect(describeCard(makeCard({ name: 'Alpha', connections: [connection('active')] })).fact.text).toBe('1 connection · never used')
  })

  it('offers Connect only for a live provider', () => {
    expect(describeCard(makeCard({ name: 'Alpha' }))).toMatchObject({ state: null, verb: 'Connect' })
    expect(describeCard(makeCard({ name: 'Alpha', status: 'coming_soon' }))).toMatchObject({ state: { word: 'Coming soon' }, verb: 'View' })
  })
})
