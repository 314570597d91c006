'use client'
import { useMemo, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { ConnectionRow, type RowProps } from './ConnectionRow.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'
import { SortHead } from './SortHead.tsx'
import { nextSort, type Sort } from './sortConnections.ts'

type Passed = Pick<RowProps, 'viewer' | 'onVerb' | 'onRenamed' | 'onStale' | 'onUsage'>
type Props = Passed & { connections: ConnectionView[]; data: ConnectionsData; sort: Sort; onSort: (sort: Sort) => void; ownerOf: (connection: ConnectionView) => string; busy: ReadonlySet<string>; marked: string | null; renaming: string | null }

/** So many at once; the rest when asked for. A page of hundreds of rows is slow on a phone and read by nobody. */
const atOnce = 100

export function ConnectionTable({ connections, data, sort, onSort, ownerOf, busy, marked, renaming, ...passed }: Props) {
  const { columns, title } = messages().settings
  const [count, setCount] = useState(atOnce)
  const numbers = useMemo(() => countByProvider(data.connections), [data.connections])
  // What a link led to is there, however far down.
  const shown = connections.slice(0, Math.max(count, connections.findIndex((one) => one.id === marked) + 1))
  const heads = [
    { label: columns.connection, by: 'name', first: 'up' },
    { label: columns.credential, by: null },
    { label: columns.status, by: 'status', first: 'up' },
    { label: columns.lastUsed, by: 'used', first: 'down' },
    { label: columns.expires, by: 'expires', first: 'up' },
  ] as const
  return (
    <>
      {/* Columns take their width from all rows: a table drawn while its rows still arrive would move. */}
      <table role="table" aria-label={title} className="[&:not(:has(+[data-whole]))]:invisible block w-full border-separate border-spacing-0 overflow-hidden rounded-xl border border-line bg-surface table:table">
        <thead role="rowgroup" className="hidden table:table-header-group">
          <tr role="row">
            {heads.map((head) => <SortHead key={head.label} label={head.label} by={head.by} sort={sort} onSort={() => head.by !== null && onSort(nextSort({ current: sort, by: head.by, first: head.first }))} />)}
            <th role="columnheader" scope="col" className="table:border-b table:border-line"><span className="sr-only">{columns.actions}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup" className="block divide-y divide-line table:table-row-group table:divide-y-0 table:[&>tr:not(:last-child)>*]:border-b table:[&>tr>*]:border-line">
          {shown.map((connection) => (
            <ConnectionRow
              key={connection.id} {...passed} connection={connection} provider={data.providers[connection.provider]} ownerName={ownerOf(connection)} lastUser={data.lastUsers[connection.id]} usage={data.usage.byConnection[connection.id]}
              hasSiblings={(numbers.get(connection.provider) ?? 0) > 1} isBusy={busy.has(connection.id)} isMarked={marked === connection.id} isRenaming={renaming === connection.id}
            />
          ))}
        </tbody>
      </table>
      <span hidden data-whole />
      {connections.length > shown.length && <div className="mt-3 flex justify-center"><Button onPress={() => setCount(count + atOnce)}>{messages().connections.more(Math.min(atOnce, connections.length - shown.length))}</Button></div>}
    </>
  )
}

function countByProvider(connections: ConnectionView[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { provider } of connections) numbers.set(provider, (numbers.get(provider) ?? 0) + 1)
  return numbers
}
