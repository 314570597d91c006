import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ActivityEvent } from '#src/engine/audit/ActivityPage.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { messages } from '#src/messages/messages.ts'
import { Pill, type Tone } from '../primitives/Pill.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { describeEvent } from './describeEvent.ts'

const text = () => messages().activity
const tones: Record<ActivityEvent['outcome'], Tone> = { done: 'ok', denied: 'bad', failed: 'bad' }
const dateAndTime = () => new Intl.DateTimeFormat(currentReader().locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' })

/** A table row on wide screens, a card on narrow ones. The roles are spelled out because `display` would drop them. */
export function ActivityRow({ event, providerName, viewer }: { event: ActivityEvent; providerName: string | null; viewer: string }) {
  const words = describeEvent({ event, viewer })
  return (
    <tr role="row" className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-4 table:table-row">
      <th role="rowheader" scope="row" className="col-span-2 min-w-0 text-left align-top font-normal table:py-3 table:pl-4">
        <span className="block font-semibold">{words.what}</span>
        {words.note && <span className="block max-w-[48ch] text-sm break-words text-faint">{words.note}</span>}
        {words.changed && <span className="block text-sm text-faint">{words.changed}</span>}
      </th>
      <Cell label={text().columns.target}>
        {event.target.isThere
          ? <Link href={`/settings/integrations?show=${event.target.id}`} className="inline-block min-h-6 text-link">{words.target}</Link>
          : <span className="block">{words.target}</span>}
        {providerName && <span className="block text-sm text-faint">{providerName}</span>}
      </Cell>
      <Cell label={text().columns.who}>
        {words.who}
        {words.from && <span className="block text-sm break-all text-faint">{words.from}</span>}
      </Cell>
      <Cell label={text().columns.outcome}>
        <Pill tone={tones[event.outcome]}>{text().outcomes[event.outcome]}</Pill>
        {words.reason && <span className="mt-1 block max-w-[30ch] text-sm text-faint">{words.reason}</span>}
      </Cell>
      <Cell label={text().columns.when}>
        <span className="block table:whitespace-nowrap"><TimeAgo iso={event.at} /></span>
        <span className="block text-sm text-faint table:whitespace-nowrap">{dateAndTime().format(new Date(event.at))}</span>
      </Cell>
    </tr>
  )
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td role="cell" className="min-w-0 align-top break-words [word-break:break-word] table:px-3 table:py-3">
      <span aria-hidden="true" className="mb-0.5 block text-xs text-faint table:hidden">{label}</span>
      {children}
    </td>
  )
}
