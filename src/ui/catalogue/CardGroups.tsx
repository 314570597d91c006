'use client'
import { messages } from '#src/messages/messages.ts'
import type { CardGroup } from './groupCards.ts'
import { ProviderCardLink } from './ProviderCardLink.tsx'

export function CardGroups({ groups }: { groups: CardGroup[] }) {
  return groups.map(({ name, cards }) => (
    <div key={name ?? 'one'} className="mb-7 last:mb-0">
      {name && <h3 className="mb-2.5 text-sm font-semibold text-soft">{messages().catalogue.groups[name]}</h3>}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(270px,100%),1fr))] gap-3.5">
        {cards.map((card) => <ProviderCardLink key={card.key} card={card} level={name ? 4 : 3} />)}
      </ul>
    </div>
  ))
}
