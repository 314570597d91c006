import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMarketplaceState, hasFilters, parseMarketplaceState } from './MarketplaceState.ts'

describe('MarketplaceState', () => {
  it('reads a link', () => {
    expect(parseMarketplaceState(new URLSearchParams('?tab=yours&q=mail&category=Email&category=AI&signin=oauth'))).toEqual({ tab: 'yours', query: 'mail', categories: ['Email', 'AI'], signIns: ['oauth'] })
  })

  it('drops what it does not know and what is repeated', () => {
    expect(parseMarketplaceState(new URLSearchParams('?tab=x&signin=fax&signin=key&signin=key&category=&category=AI&category=AI'))).toEqual({ tab: 'browse', query: '', categories: ['AI'], signIns: ['key'] })
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
    })
    fc.assert(fc.property(state, (one) => {
      expect(parseMarketplaceState(new URLSearchParams(formatMarketplaceState(one)))).toEqual(one)
    }))
  })
})
