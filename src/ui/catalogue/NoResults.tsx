'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { hasFilters, type MarketplaceState } from './MarketplaceState.ts'

type Props = { state: MarketplaceState; /** Results of the query without the facets. */ elsewhere: number; onClear: (change: Partial<MarketplaceState>) => void }

const text = () => messages().marketplace

export function NoResults({ state, elsewhere, onClear }: Props) {
  if (!hasFilters(state)) {
    return (
      <EmptyState title={text().noYoursTitle} text={text().noYoursText}>
        <Button variant="primary" onPress={() => onClear({ tab: 'browse' })}>{text().browseAll}</Button>
      </EmptyState>
    )
  }
  const clearFacets = { categories: [], signIns: [] }
  return (
    <EmptyState title={text().noneTitle(state.query.trim())} text={elsewhere > 0 ? text().noneButElsewhere(elsewhere) : text().noneText}>
      {elsewhere > 0 && <Button variant="primary" onPress={() => onClear(clearFacets)}>{text().clearFilters}</Button>}
      <Button onPress={() => onClear({ ...clearFacets, query: '', tab: 'browse' })}>{text().showAll}</Button>
    </EmptyState>
  )
}
