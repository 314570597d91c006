'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { Logo } from '../primitives/Logo.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { canChange } from './canChange.ts'
import type { ConnectionsData } from './ConnectionsData.ts'
import { RevocationFacts } from './RevocationFacts.tsx'
import type { Viewer } from './Viewer.ts'

type Props = { data: ConnectionsData; viewer: Viewer; busy: ReadonlySet<string>; now: Date; onRestore: (connection: ConnectionView) => void }

const text = () => messages().settings.trash
const keptDays = 30

const countDaysLeft = (deletedAt: string, now: Date): number => Math.round(keptDays - (now.getTime() - Date.parse(deletedAt)) / 86_400_000)

export function TrashList({ data, viewer, busy, now, onRestore }: Props) {
  if (data.trash.length === 0) return null
  return (
    <details className="group mt-8">
      <summary className="-ml-1 inline-flex min-h-8 list-none items-center gap-1.5 rounded-lg px-1 font-semibold text-soft hover:text-text [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" size={14} className="-rotate-90 transition-transform group-open:rotate-0" />
        {text().title(data.trash.length)}
      </summary>
      <p className="mt-1 mb-3 max-w-[72ch] text-soft">{text().lead}</p>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {data.trash.map((connection) => {
          const provider = data.providers[connection.provider]
          return (
            <li key={connection.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
              {provider && <Logo logo={provider.logo} size="s" />}
              <div className="min-w-0 flex-1 basis-48">
                <p className="font-semibold break-words">{connection.displayName}</p>
                <p className="text-sm text-faint">
                  {provider?.name ?? connection.provider}
                  {connection.deletedAt && <> · {text().deleted} <TimeAgo iso={connection.deletedAt} /> · <span suppressHydrationWarning>{text().daysLeft(countDaysLeft(connection.deletedAt, now))}</span></>}
                </p>
                {connection.revocation && <RevocationFacts revocation={connection.revocation} manageUrl={provider?.manageUrl ?? null} />}
              </div>
              {canChange({ viewer, connection }) && <Button size="s" isPending={busy.has(connection.id)} aria-label={`${messages().settings.verbs.restore} ${connection.displayName}`} onPress={() => onRestore(connection)}>{messages().settings.verbs.restore}</Button>}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
