import Link from 'next/link'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { Logo } from '../primitives/Logo.tsx'
import { Pill } from '../primitives/Pill.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { describeCard } from './describeCard.ts'
import { PendingMark } from './PendingMark.tsx'
import { shortenText } from './shortenText.ts'

const lineChars = 80

/**
 * The name is the link and its hit area covers the card: one target, one accessible name. All cards have one height, so
 * that those out of sight need not be laid out.
 */
export function ProviderCardLink({ card, level = 3 }: { card: Omit<ProviderCard, 'featured' | 'newest'>; level?: 3 | 4 }) {
  const { state, verb, fact } = describeCard(card)
  const isQuiet = card.status === 'coming_soon'
  const Heading = level === 3 ? 'h3' : 'h4'
  return (
    <li className={`group relative flex h-[172px] flex-col rounded-xl border p-4 transition-[border-color,box-shadow] duration-150 [contain-intrinsic-size:auto_172px] [content-visibility:auto] hover:border-line-strong has-[a:focus-visible]:border-accent has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-accent ${isQuiet ? 'border-dashed border-line-strong' : 'border-line bg-surface hover:shadow-lift'}`}>
      <div className="flex items-center gap-3">
        <Logo logo={card.logo} />
        <div className="min-w-0 flex-1">
          <Heading className="truncate text-lg/5.5 font-semibold">
            <Link href={`/marketplace/${card.key}`} prefetch={false} title={card.name} className="outline-none after:absolute after:inset-0 after:rounded-xl">
              <bdi>{card.name}</bdi>
              <PendingMark />
            </Link>
          </Heading>
          <p className="mt-0.5 flex h-5.5 items-center gap-2 text-xs text-faint">
            <span className="truncate" title={card.category}><bdi>{card.category}</bdi></span>
            {state && <Pill tone={state.tone} icon={state.icon}>{state.word}</Pill>}
          </p>
        </div>
      </div>
      <p dir="auto" className="mt-3 line-clamp-2 text-soft">{shortenText({ text: card.description, max: lineChars })}</p>
      <div className="-mx-4 mt-auto -mb-1.5 flex items-center justify-between gap-3 border-t border-line px-4 pt-2.5">
        <span className="truncate text-sm text-faint">{fact.text}{fact.at && <><span className="sr-only">{messages().card.lastUsed} </span><TimeAgo iso={fact.at} /></>}</span>
        <span aria-hidden="true" className="flex shrink-0 items-center gap-0.5 font-semibold underline-offset-4 group-hover:underline">{verb}<Icon name="chevron" size={14} className="-mr-1 -rotate-90" /></span>
      </div>
    </li>
  )
}
