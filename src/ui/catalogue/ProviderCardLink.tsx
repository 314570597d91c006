import Link from 'next/link'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { Logo } from '../primitives/Logo.tsx'
import { Pill } from '../primitives/Pill.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { describeCard } from './describeCard.ts'
import { PendingMark } from './PendingMark.tsx'

/** The name is the link and its hit area covers the card: one target, one accessible name. */
export function ProviderCardLink({ card }: { card: ProviderCard }) {
  const { state, verb, fact } = describeCard(card)
  const isQuiet = card.status === 'coming_soon'
  return (
    <li className={`group relative flex min-h-[164px] flex-col rounded-xl border p-4 transition-[border-color,box-shadow] duration-150 focus-within:border-accent hover:border-line-strong ${isQuiet ? 'border-dashed border-line-strong' : 'border-line bg-surface hover:shadow-lift'}`}>
      <div className="flex items-center gap-3">
        <Logo logo={card.logo} />
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-lg/5.5 font-semibold">
            <Link href={`/marketplace/${card.key}`} prefetch={false} className="outline-none after:absolute after:inset-0 after:rounded-xl focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent">
              {card.name}
              <PendingMark />
            </Link>
          </h3>
          <p className="mt-0.5 flex h-5.5 items-center gap-2 text-xs text-faint">
            <span className="truncate">{card.category}</span>
            {state && <Pill tone={state.tone} hasDot={state.hasDot}>{state.word}</Pill>}
          </p>
        </div>
      </div>
      <p className="mt-3 mb-3.5 line-clamp-2 text-soft">{card.description}</p>
      <div className="-mx-4 mt-auto -mb-1.5 flex items-center justify-between gap-3 border-t border-line px-4 pt-2.5">
        <span className="truncate text-sm text-faint">{fact.text}{fact.at && <TimeAgo iso={fact.at} />}</span>
        <span aria-hidden="true" className="shrink-0 font-semibold underline-offset-4 group-hover:underline">{verb}</span>
      </div>
    </li>
  )
}
