'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ConnectionRow } from './ConnectionRow.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'
import type { Verb } from './listVerbs.ts'
import { nameOwner } from './nameOwner.ts'
import type { Viewer } from './Viewer.ts'

type Props = { connections: ConnectionView[]; data: ConnectionsData; viewer: Viewer; busy: ReadonlySet<string>; marked: string | null; onVerb: (verb: Verb, connection: ConnectionView) => void }

export function ConnectionTable({ connections, data, viewer, busy, marked, onVerb }: Props) {
  const { columns, title } = messages().settings
  const heads = [columns.connection, columns.credential, columns.status, columns.lastUsed, columns.expires]
  return (
    <table role="table" aria-label={title} className="block w-full border-separate border-spacing-0 overflow-hidden rounded-xl border border-line bg-surface table:table">
      <thead role="rowgroup" className="sr-only table:not-sr-only table:table-header-group">
        <tr role="row">
          {heads.map((head) => <th key={head} role="columnheader" scope="col" className="px-3 py-2.5 text-left text-xs font-[550] text-faint first:pl-4 table:border-b table:border-line">{head}</th>)}
          <th role="columnheader" scope="col" className="table:border-b table:border-line"><span className="sr-only">{columns.actions}</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup" className="block divide-y divide-line table:table-row-group table:divide-y-0 table:[&>tr:not(:last-child)>*]:border-b table:[&>tr>*]:border-line">
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.id} connection={connection} provider={data.providers[connection.provider]} ownerName={nameOwner({ owner: connection.owner, people: data.people, viewer })} viewer={viewer}
            hasSiblings={connections.some((other) => other.id !== connection.id && other.provider === connection.provider)} isBusy={busy.has(connection.id)} isMarked={marked === connection.id} onVerb={(verb) => onVerb(verb, connection)}
          />
        ))}
      </tbody>
    </table>
  )
}
