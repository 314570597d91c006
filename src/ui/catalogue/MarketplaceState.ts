export const sorts = ['featured', 'name', 'newest'] as const
export type Sort = (typeof sorts)[number]

/** What the Marketplace shows, all of it in the address: `?tab=yours&q=mail&category=Email&category=AI&signin=oauth&sort=name&show=120`. */
export type MarketplaceState = {
  tab: 'browse' | 'yours'
  query: string
  categories: string[]
  signIns: ('key' | 'oauth')[]
  sort: Sort
  /** How many cards at most. */
  show: number
}

/** Cards a step: the first are in the HTML, more follow on demand. */
export const stepOfCards = 240
const mostCards = 4_800

/** How many are shown at first. Of a search the best are enough, and the list follows every letter. */
export const firstCards = (query: string): number => (query.trim() === '' ? stepOfCards : 60)

/** The next longer list: whole steps. */
export const nextShow = ({ show }: Pick<MarketplaceState, 'show'>): number => (Math.floor(show / stepOfCards) + 1) * stepOfCards

export const isSignIn = (value: string): value is 'key' | 'oauth' => value === 'key' || value === 'oauth'
export const isSort = (value: string | null): value is Sort => (sorts as readonly (string | null)[]).includes(value)

/** Unknown values are dropped, so that an old or mistyped link still shows a page. */
export function parseMarketplaceState(params: URLSearchParams): MarketplaceState {
  const [sort, query] = [params.get('sort'), params.get('q') ?? '']
  return {
    tab: params.get('tab') === 'yours' ? 'yours' : 'browse',
    query,
    categories: [...new Set(params.getAll('category').filter(Boolean))],
    signIns: [...new Set(params.getAll('signin').filter(isSignIn))],
    sort: isSort(sort) ? sort : 'featured',
    show: parseShow({ text: params.get('show'), query }),
  }
}

/** Whole steps only, so that a link says what a button would have shown. */
function parseShow({ text, query }: { text: string | null; query: string }): number {
  const wanted = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0
  return wanted <= firstCards(query) ? firstCards(query) : Math.min(mostCards, Math.ceil(wanted / stepOfCards) * stepOfCards)
}

/** The query string of a state, with its `?`, or `''` for the plain page. The reverse of the above. */
export function formatMarketplaceState(state: MarketplaceState): string {
  const params = new URLSearchParams()
  if (state.tab === 'yours') params.set('tab', 'yours')
  if (state.query !== '') params.set('q', state.query)
  for (const category of state.categories) params.append('category', category)
  for (const signIn of state.signIns) params.append('signin', signIn)
  if (state.sort !== 'featured') params.set('sort', state.sort)
  if (state.show > firstCards(state.query)) params.set('show', String(state.show))
  return params.size === 0 ? '' : `?${params}`
}

export const hasFilters = (state: MarketplaceState): boolean => state.query.trim() !== '' || state.categories.length > 0 || state.signIns.length > 0
