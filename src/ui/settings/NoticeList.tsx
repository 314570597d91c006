'use client'
import { useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Notice } from '#src/engine/connections/listNotices.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { describeNotice } from './describeNotice.ts'

type Props = {
  /** What the platform has cut off beyond single connections, in words. */
  cuts: string[]
  notices: Notice[]
  nameOf: (provider: string) => string
  ownerOf: (connection: ConnectionView) => string
  busy: ReadonlySet<string>
  now: Date
  onReplace: (connection: ConnectionView) => void
  onAgree: (connection: ConnectionView) => void
  onExpiry: (connection: ConnectionView) => void
}

const shownAtMost = 4

/** Only for what needs a hand: names the thing and links the cure, or says who can apply it. */
export function NoticeList({ cuts, notices, nameOf, ownerOf, busy, now, onReplace, onAgree, onExpiry }: Props) {
  const [isWhole, setIsWhole] = useState(false)
  if (notices.length === 0 && cuts.length === 0) return null
  const number = new Set(notices.map((one) => one.connection.id)).size
  const lead = number === 0 ? messages().connections.notices.cut : messages().settings.attention.lead(number)
  const shown = isWhole ? notices : notices.slice(0, shownAtMost)
  return (
    <section aria-label={lead} className="mb-4 overflow-hidden rounded-[10px] border border-line bg-surface">
      <h2 className="flex items-center gap-2.5 bg-bad-well px-3.5 py-2 font-semibold text-bad"><Icon name="alert" />{lead}</h2>
      <ul className="divide-y divide-line">
        {cuts.map((cut) => <li key={cut} className="px-3.5 py-2.5">{cut} <span className="text-sm text-soft">{messages().connections.notices.onlyPlatform}</span></li>)}
        {shown.map((notice) => {
          const { connection, kind } = notice
          const { sentence, more, hosts, verb, who } = describeNotice({ notice, provider: nameOf(connection.provider), owner: ownerOf(connection), now })
          const cure = kind === 'consent' ? onAgree : onReplace
          return (
            <li key={`${connection.id} ${kind}`} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5">
              <div className="min-w-0 flex-1 basis-64">
                <p suppressHydrationWarning>{sentence} {hosts.map((host) => <code key={host} className="mr-1 inline-block max-w-full rounded-[5px] bg-well px-1.5 py-px font-mono text-sm/4.5 break-all">{host}</code>)}</p>
                {(more ?? who) && <p className="text-sm text-soft">{[more, who].filter(Boolean).join(' ')}</p>}
              </div>
              {kind === 'soon' && notice.canAct && <Button size="s" variant="quiet" aria-label={`${messages().connections.notices.changeDate}: ${connection.displayName}`} onPress={() => onExpiry(connection)}>{messages().connections.notices.changeDate}</Button>}
              {verb && <Button size="s" isPending={busy.has(connection.id)} aria-label={`${verb}: ${connection.displayName}`} onPress={() => cure(connection)}>{verb}</Button>}
            </li>
          )
        })}
      </ul>
      {notices.length > shown.length && <Button variant="link" size="bare" className="mx-3.5 my-2" onPress={() => setIsWhole(true)}>{messages().settings.attention.more(notices.length)}</Button>}
    </section>
  )
}
