/** What the Marketplace shows, all of it in the address: `?tab=yours&q=mail&category=Email&category=AI&signin=oauth`. */
export type MarketplaceState = { tab: 'browse' | 'yours'; query: string; categories: string[]; signIns: ('key' | 'oauth')[] }

export const isSignIn = (value: string): value is 'key' | 'oauth' => value === 'key' || value === 'oauth'

/** Unknown values are dropped, so that an old or mistyped link still shows a page. */
export function parseMarketplaceState(params: URLSearchParams): MarketplaceState {
  return {
    tab: params.get('tab') === 'yours' ? 'yours' : 'browse',
    query: params.get('q') ?? '',
    categories: [...new Set(params.getAll('category').filter(Boolean))],
    signIns: [...new Set(params.getAll('signin').filter(isSignIn))],
  }
}

/** The query string of a state, with its `?`, or `''` for the plain page. The reverse of the above. */
export function formatMarketplaceState(state: MarketplaceState): string {
  const params = new URLSearchParams()
  if (state.tab === 'yours') params.set('tab', 'yours')
  if (state.query !== '') params.set('q', state.query)
  for (const category of state.categories) params.append('category', category)
  for (const signIn of state.signIns) params.append('signin', signIn)
  return params.size === 0 ? '' : `?${params}`
}

export const hasFilters = (state: MarketplaceState): boolean => state.query !== '' || state.categories.length > 0 || state.signIns.length > 0
