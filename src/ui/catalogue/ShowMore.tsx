'use client'
import { messages } from '#src/messages/messages.ts'
import { styleButton } from '../primitives/styleButton.ts'
import { formatMarketplaceState, type MarketplaceState, nextShow } from './MarketplaceState.ts'

type Props = { state: MarketplaceState; shown: number; all: number; onMore: () => void }

/** A link to the longer list, so that it works without scripts too. */
export function ShowMore({ state, shown, all, onMore }: Props) {
  if (shown >= all) return null
  return (
    <div className="mt-6 flex flex-wrap items-center justify-center gap-x-4 gap-y-2">
      <a
        href={`/marketplace${formatMarketplaceState({ ...state, show: nextShow(state) })}`} className={styleButton()}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          onMore()
        }}
      >
        {messages().catalogue.showMore(Math.min(nextShow(state), all) - shown)}
      </a>
      <p className="text-sm text-faint tabular-nums">{messages().catalogue.shownOf(shown, all)}</p>
    </div>
  )
}
