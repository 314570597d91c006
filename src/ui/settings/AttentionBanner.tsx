'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { describeAge } from '../primitives/describeAge.ts'
import { Icon } from '../primitives/Icon.tsx'
import { canChange } from './canChange.ts'
import type { Attention } from './listAttention.ts'
import type { Viewer } from './Viewer.ts'

type Props = { items: Attention[]; viewer: Viewer; nameOf: (provider: string) => string; now: Date; onReplace: (connection: ConnectionView) => void; onShowAll: () => void }

const text = () => messages().settings.attention
const shownAtMost = 3

/** Only for what needs a hand: names the thing and links the cure. */
export function AttentionBanner({ items, viewer, nameOf, now, onReplace, onShowAll }: Props) {
  if (items.length === 0) return null
  const sentence = ({ connection, kind }: Attention): string => {
    const { displayName, provider, expiresAt } = connection
    if (kind === 'refused' || kind === 'lacks') return text()[kind](displayName, nameOf(provider))
    return kind === 'soon' ? text().soon(displayName, describeAge({ at: new Date(expiresAt ?? now), now })) : text()[kind](displayName)
  }
  return (
    <section aria-label={text().lead(items.length)} className="mb-4 flex gap-2.5 rounded-[10px] bg-bad-well px-3.5 py-2.5 text-bad">
      <Icon name="alert" className="mt-[3px]" />
      <div className="min-w-0 flex-1">
        <p className={items.length === 1 ? 'inline' : ''}><b className="font-semibold">{text().lead(items.length)}</b> </p>
        <ul className={items.length === 1 ? 'contents' : 'mt-0.5 space-y-0.5'}>
          {items.slice(0, shownAtMost).map((item) => (
            <li key={item.connection.id} className={items.length === 1 ? 'inline' : ''}>
              <span suppressHydrationWarning>{sentence(item)}</span>{' '}
              {item.kind !== 'blocked' && canChange({ viewer, connection: item.connection }) && (
                <Button variant="link" size="bare" className="font-[550]! text-bad!" aria-label={`${text().replace}: ${item.connection.displayName}`} onPress={() => onReplace(item.connection)}>{text().replace}</Button>
              )}
            </li>
          ))}
        </ul>
        {items.length > shownAtMost && <Button variant="link" size="bare" className="text-bad!" onPress={onShowAll}>{text().more(items.length)}</Button>}
      </div>
    </section>
  )
}
