'use client'
import { useDeferredValue, useEffect, useId, useMemo, useRef } from 'react'
import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { CardGroups } from './CardGroups.tsx'
import { countFacets, filterCards, searchCards } from './filterCards.ts'
import { groupCards } from './groupCards.ts'
import { MarketplaceFilters } from './MarketplaceFilters.tsx'
import { hasFilters, type MarketplaceState } from './MarketplaceState.ts'
import { MarketplaceTabs } from './MarketplaceTabs.tsx'
import { NoResults } from './NoResults.tsx'
import { RequestPanel, type Requester } from './RequestPanel.tsx'
import { ShowMore } from './ShowMore.tsx'
import { SortBox } from './SortBox.tsx'
import { useMarketplaceState } from './useMarketplaceState.ts'

type Props = { cards: ProviderCard[]; categoryOrder: string[]; /** How many the Marketplace's settings feature. */ featured: number; requests: ProviderRequestView[]; requester: Requester }

const nothing: Partial<MarketplaceState> = { query: '', categories: [], signIns: [] }

/** Rendered on the server as well, from the address: the list, the links and the GET form work before any script. */
export function MarketplaceView({ cards, categoryOrder, featured, requests, requester }: Props) {
  const { state, type, settle, choose, showMore } = useMarketplaceState()
  const formId = useId()
  const results = useRef<HTMLElement>(null)
  const text = messages().marketplace
  const { tab, sort } = state
  // Typing goes first: the list follows as soon as it can.
  const query = useDeferredValue(state.query)
  const found = useMemo(() => searchCards({ cards, state: { tab, sort, query } }), [cards, tab, sort, query])
  const fitting = filterCards({ found, facets: state })
  const groups = groupCards({ cards: fitting, state: { ...state, query }, featured })
  const shown = groups.reduce((sum, group) => sum + group.cards.length, 0)
  const focusCard = (index: number) => results.current?.querySelectorAll<HTMLElement>('li a')[index]?.focus()
  // The button goes when nothing is left; what it brought is where to go on reading.
  const readFrom = useRef<number | null>(null)
  useEffect(() => {
    if (readFrom.current === null || readFrom.current >= shown) return
    focusCard(readFrom.current)
    readFrom.current = null
  })
  const more = () => {
    readFrom.current = shown
    showMore()
  }
  return (
    <>
      <MarketplaceTabs state={state} yours={cards.filter((card) => card.connections.length > 0).length} onChoose={choose} />
      <div className="grid gap-x-9 gap-y-4 lg:grid-cols-[212px_minmax(0,1fr)]">
        <MarketplaceFilters id={formId} state={state} counts={countFacets({ cards, found, facets: state, categoryOrder })} onType={type} onChoose={choose} onLeaveSearch={() => focusCard(0)} />
        <section ref={results} aria-labelledby="results" onClickCapture={settle} className="min-w-0">
          <h2 id="results" className="sr-only">{tab === 'yours' ? text.yours : text.browse}</h2>
          <div className="mb-3 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-soft lg:min-h-[38px]">
            <p role="status" className="min-w-0 break-words">{describeCount({ shown: fitting.length, state: { ...state, query } })}</p>
            {hasFilters(state) && <Button variant="link" size="bare" onPress={() => choose(nothing)}>{text.clearAll}</Button>}
            <SortBox form={formId} value={sort} onChange={(value) => choose({ sort: value })} />
          </div>
          {shown > 0 ? <CardGroups groups={groups} /> : <NoResults state={state} elsewhere={found.length} onClear={choose} />}
          <ShowMore state={state} shown={shown} all={fitting.length} onMore={more} />
          <RequestPanel requester={requester} requests={requests} cards={cards} wanted={shown === 0 ? query.trim() : ''} />
        </section>
      </div>
    </>
  )
}

function describeCount({ shown, state }: { shown: number; state: MarketplaceState }): string {
  const text = messages().marketplace
  const where = [...state.categories, ...state.signIns.map((one) => text.signIn[one])]
  if (state.query.trim() !== '') return text.countFor(shown, state.query.trim(), where)
  return where.length > 0 ? text.countIn(shown, where) : text.countAll(shown)
}
