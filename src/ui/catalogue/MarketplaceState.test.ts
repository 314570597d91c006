import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMarketplaceState, hasFilters, nextShow, parseMarketplaceState, sorts, stepOfCards } from './MarketplaceState.ts'

describe('MarketplaceState', () => {
  it('reads a link', () => {
    expect(parseMarketplaceState(new URLSearchParams('?tab=yours&q=mail&category=Email&category=AI&signin=oauth'))).toEqual({ tab: 'yours', query: 'mail', categories: ['Email', 'AI'], signIns: ['oauth'], sort: 'featured', show: 60 })
  })

  it('drops what it does not know and what is repeated', () => {
    expect(parseMarketplaceState(new URLSearchParams('?tab=x&sort=random&show=-5&signin=fax&signin=key&signin=key&category=&category=AI&category=AI'))).toEqual({ tab: 'browse', query: '', categories: ['AI'], signIns: ['key'], sort: 'featured', show: 240 })
  })

  it('shows whole steps, and not without end', () => {
    const show = (text: string, q = ''): number => parseMarketplaceState(new URLSearchParams({ q, show: text })).show
    expect(['241', '480', '0', '99999', '1e9', 'x', ''].map((text) => show(text))).toEqual([480, 480, 240, 4_800, 240, 240, 240])
    expect(['61', '60', '', '480'].map((text) => show(text, 'mail'))).toEqual([240, 60, 60, 480])
    expect([nextShow({ show: 60 }), nextShow({ show: 240 }), nextShow({ show: 480 })]).toEqual([240, 480, 720])
  })

  it('is the plain page without a state', () => {
    const plain = parseMarketplaceState(new URLSearchParams())
    expect(formatMarketplaceState(plain)).toBe('')
    expect(hasFilters(plain)).toBe(false)
  })

  it('comes back from the address as it went in', () => {
    const state = fc.record({
      tab: fc.constantFrom('browse' as const, 'yours' as const),
      query: fc.string(),
      categories: fc.uniqueArray(fc.string({ minLength: 1 })),
      signIns: fc.uniqueArray(fc.constantFrom('key' as const, 'oauth' as const)),
      sort: fc.constantFrom(...sorts),
      show: fc.integer({ min: 1, max: 20 }).map((steps) => steps * stepOfCards),
    })
    fc.assert(fc.property(state, (one) => {
      expect(parseMarketplaceState(new URLSearchParams(formatMarketplaceState(one)))).toEqual(one)
    }))
  })
})
