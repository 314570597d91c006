'use client'
import { messages } from '#src/messages/messages.ts'
import { formatMarketplaceState, type MarketplaceState } from './MarketplaceState.ts'

type Props = { state: MarketplaceState; yours: number; onChoose: (change: Partial<MarketplaceState>) => void }

const text = () => messages().marketplace

/** Two addresses of one page: links, so that they open in a new tab and work without scripts. */
export function MarketplaceTabs({ state, yours, onChoose }: Props) {
  const tabs = [{ tab: 'browse' as const, label: text().browse }, { tab: 'yours' as const, label: text().yours }]
  return (
    <nav aria-label={text().title} className="mb-5 flex gap-5 border-b border-line">
      {tabs.map(({ tab, label }) => (
        <a
          key={tab} href={`/marketplace${formatMarketplaceState({ ...state, tab })}`} aria-current={state.tab === tab ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
            event.preventDefault()
            onChoose({ tab })
          }}
          className="-mb-px border-b-2 border-transparent pt-2 pb-2.5 text-soft hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-text"
        >
          {label}
          {tab === 'yours' && <span className="ml-1.5 rounded-full bg-well px-2 py-px text-xs font-normal text-soft tabular-nums">{yours}</span>}
        </a>
      ))}
    </nav>
  )
}
