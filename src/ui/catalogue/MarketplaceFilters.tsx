'use client'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { SearchBox } from '../primitives/SearchBox.tsx'
import { FacetList } from './FacetList.tsx'
import type { FacetCount } from './filterCards.ts'
import { isSignIn, type MarketplaceState } from './MarketplaceState.ts'

type Props = {
  id: string
  state: MarketplaceState
  counts: { categories: FacetCount[]; signIns: FacetCount[] }
  onType: (query: string) => void
  onChoose: (change: Partial<MarketplaceState>) => void
  /** Arrow down in the search: on to the first result. */
  onLeaveSearch: () => void
}

const toggle = <Value,>(values: Value[], value: Value): Value[] => (values.includes(value) ? values.filter((one) => one !== value) : [...values, value])

/** A GET form: before any script has loaded it filters through the server. */
export function MarketplaceFilters({ id, state, counts, onType, onChoose, onLeaveSearch }: Props) {
  const text = messages().marketplace
  const [isOpen, setIsOpen] = useState(false)
  const chosen = state.categories.length + state.signIns.length
  return (
    <form id={id} method="get" action="/marketplace" onSubmit={(event) => event.preventDefault()} className="min-w-0 self-start">
      {state.tab === 'yours' && <input type="hidden" name="tab" value="yours" />}
      <div className="flex gap-2 *:first:min-w-0 *:first:flex-1">
        <SearchBox label={text.searchLabel} placeholder={text.searchLabel} value={state.query} onChange={onType} onArrowDown={onLeaveSearch} hasShortcut />
        <Button aria-expanded={isOpen} aria-controls="filters" onPress={() => setIsOpen(!isOpen)} className="h-[38px] lg:hidden">
          {text.filters}{chosen > 0 && ` · ${chosen}`}
          <Icon name="chevron" size={14} className={isOpen ? 'rotate-180' : ''} />
        </Button>
      </div>
      <div id="filters" className={isOpen ? 'grid-cols-2 gap-x-8 sm:grid lg:block' : 'hidden lg:block'}>
        <FacetList legend={text.category} name="category" facets={counts.categories} selected={state.categories} labelOf={(value) => value} onToggle={(value) => onChoose({ categories: toggle(state.categories, value) })} />
        <FacetList legend={text.signInFacet} name="signin" facets={counts.signIns} selected={state.signIns} labelOf={(value) => (isSignIn(value) ? text.signIn[value] : value)} onToggle={(value) => { if (isSignIn(value)) onChoose({ signIns: toggle(state.signIns, value) }) }} />
      </div>
      <noscript>
        {/* Nothing could open them on a narrow screen. */}
        <style>{'#filters { display: block }'}</style>
        <button type="submit" className="mt-4 h-9 w-full rounded-[9px] bg-ink font-semibold text-ink-text">{text.apply}</button>
      </noscript>
    </form>
  )
}
