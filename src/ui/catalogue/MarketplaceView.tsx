'use client'
import { useDeferredValue, useMemo, useState } from 'react'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { SearchBox } from '../primitives/SearchBox.tsx'
import { FacetList } from './FacetList.tsx'
import { countFacets, filterCards, searchCards } from './filterCards.ts'
import { MarketplaceTabs } from './MarketplaceTabs.tsx'
import { hasFilters, isSignIn, type MarketplaceState } from './MarketplaceState.ts'
import { NoResults } from './NoResults.tsx'
import { ProviderCardLink } from './ProviderCardLink.tsx'
import { useMarketplaceState } from './useMarketplaceState.ts'

const text = () => messages().marketplace
const toggle = <Value,>(values: Value[], value: Value): Value[] => (values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
const nothing: Partial<MarketplaceState> = { query: '', categories: [], signIns: [] }

/** Rendered on the server as well, from the address: the list, the links and the GET form work before any script. */
export function MarketplaceView({ cards }: { cards: ProviderCard[] }) {
  const { state, type, choose } = useMarketplaceState()
  const [areFiltersOpen, setAreFiltersOpen] = useState(false)
  const { tab } = state
  const query = useDeferredValue(state.query)
  const found = useMemo(() => searchCards({ cards, state: { tab, query, categories: [], signIns: [] } }), [cards, tab, query])
  const shown = filterCards({ found, facets: state })
  const counts = countFacets({ cards, found, facets: state })
  const chosen = state.categories.length + state.signIns.length

  if (cards.length === 0) return <EmptyState title={text().emptyTitle} text={text().emptyText} />
  return (
    <>
      <MarketplaceTabs state={state} yours={cards.filter((card) => card.connections.length > 0).length} onChoose={choose} />
      <div className="grid gap-x-9 gap-y-4 lg:grid-cols-[212px_minmax(0,1fr)]">
        <form method="get" action="/marketplace" onSubmit={(event) => event.preventDefault()} className="min-w-0 self-start">
          {tab === 'yours' && <input type="hidden" name="tab" value="yours" />}
          <div className="flex gap-2 *:first:min-w-0 *:first:flex-1">
            <SearchBox label={text().searchLabel} placeholder={text().searchLabel} value={state.query} onChange={type} hasShortcut />
            <Button aria-expanded={areFiltersOpen} aria-controls="filters" onPress={() => setAreFiltersOpen(!areFiltersOpen)} className="h-[38px] lg:hidden">
              {text().filters}{chosen > 0 && ` · ${chosen}`}
              <Icon name="chevron" size={14} className={areFiltersOpen ? 'rotate-180' : ''} />
            </Button>
          </div>
          <div id="filters" className={areFiltersOpen ? 'grid-cols-2 gap-x-8 sm:grid lg:block' : 'hidden lg:block'}>
            <FacetList legend={text().category} name="category" facets={counts.categories} selected={state.categories} labelOf={(value) => value} onToggle={(value) => choose({ categories: toggle(state.categories, value) })} />
            <FacetList legend={text().signInFacet} name="signin" facets={counts.signIns} selected={state.signIns} labelOf={(value) => (isSignIn(value) ? text().signIn[value] : value)} onToggle={(value) => { if (isSignIn(value)) choose({ signIns: toggle(state.signIns, value) }) }} />
          </div>
          <noscript><button type="submit" className="mt-4 h-9 w-full rounded-[9px] bg-ink font-semibold text-ink-text">{text().apply}</button></noscript>
        </form>
        <section aria-labelledby="results" className="min-w-0">
          <h2 id="results" className="sr-only">{tab === 'yours' ? text().yours : text().browse}</h2>
          <div className="mb-3 flex min-h-6 flex-wrap items-center gap-x-3 text-soft lg:min-h-[38px]">
            <p role="status">{describeCount({ shown: shown.length, state })}</p>
            {hasFilters(state) && <Button variant="link" size="bare" onPress={() => choose(nothing)}>{text().clearAll}</Button>}
          </div>
          {shown.length > 0
            ? <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(270px,100%),1fr))] gap-3.5">{shown.map((card) => <ProviderCardLink key={card.key} card={card} />)}</ul>
            : <NoResults state={state} elsewhere={found.length} onClear={choose} />}
        </section>
      </div>
    </>
  )
}

function describeCount({ shown, state }: { shown: number; state: MarketplaceState }): string {
  const where = [...state.categories, ...state.signIns.map((one) => text().signIn[one])]
  if (state.query.trim() !== '') return text().countFor(shown, state.query.trim(), where)
  return where.length > 0 ? text().countIn(shown, where) : text().countAll(shown)
}
