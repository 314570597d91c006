'use client'
import Link from 'next/link'
import { foldName } from '#src/engine/catalog/foldName.ts'
import type { ProviderRequestStatus, ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { ExternalLink } from '../primitives/ExternalLink.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { Pill, type Tone } from '../primitives/Pill.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'

const tones: Record<ProviderRequestStatus, Tone> = { open: 'idle', planned: 'busy', done: 'ok', declined: 'idle' }

type Props = { requests: ProviderRequestView[]; cards: Pick<ProviderCard, 'key' | 'name' | 'status'>[]; isOpen: boolean }

/** What the account has asked for and what came of it; a provider that is there by now is linked. */
export function RequestList({ requests, cards, isOpen }: Props) {
  const text = messages().catalogue.request
  if (requests.length === 0) return null
  const live = new Map(cards.filter((card) => card.status === 'live').map((card) => [foldName(card.name), card.key]))
  return (
    <details open={isOpen || undefined} className="group/requests mt-4">
      <summary className="inline-flex min-h-7 list-none items-center gap-1 rounded text-soft hover:text-text [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" size={14} className="-rotate-90 group-open/requests:rotate-0" />{text.yours} · <span className="tabular-nums">{requests.length}</span>
      </summary>
      <ul className="mt-2 divide-y divide-line rounded-xl border border-line bg-surface">
        {requests.map((request) => {
          const key = live.get(foldName(request.name))
          return (
            <li key={request.id} className="px-4 py-3">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <p dir="auto" className="min-w-0 font-semibold break-words">{request.name}</p>
                <Pill tone={tones[request.status]}>{text.states[request.status]}</Pill>
                <p className="text-sm text-faint">{text.asked} <TimeAgo iso={request.createdAt} /></p>
                {request.website && <ExternalLink href={request.website} className="text-sm">{new URL(request.website).hostname}</ExternalLink>}
                {key && <Link href={`/marketplace/${key}`} className="ml-auto text-link font-[550]">{text.connect}</Link>}
              </div>
              {request.why && <p dir="auto" className="mt-1 break-words whitespace-pre-line text-soft">{request.why}</p>}
              {request.answer && <p className="mt-2 rounded-lg bg-well px-3 py-2"><span className="font-[550]">{text.answer}:</span> <span dir="auto" className="break-words whitespace-pre-line">{request.answer}</span></p>}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
