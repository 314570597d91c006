import type { ActivityPage } from '#src/engine/audit/ActivityPage.ts'
import { messages } from '#src/messages/messages.ts'
import { ActivityRow } from './ActivityRow.tsx'

export function ActivityTable({ page, viewer }: { page: ActivityPage; viewer: string }) {
  const { columns, title } = messages().activity
  const heads = [columns.what, columns.target, columns.who, columns.outcome, columns.when]
  const names = new Map(page.choices.providers.map(({ key, name }) => [key, name]))
  return (
    <table role="table" aria-label={title} className="block w-full border-separate border-spacing-0 overflow-hidden rounded-xl border border-line bg-surface table:table">
      <thead role="rowgroup" className="sr-only table:not-sr-only table:table-header-group">
        <tr role="row">
          {heads.map((head) => <th key={head} role="columnheader" scope="col" className="px-3 py-2.5 text-left text-xs font-[550] text-faint first:pl-4 table:border-b table:border-line">{head}</th>)}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block divide-y divide-line table:table-row-group table:divide-y-0 table:[&>tr:not(:last-child)>*]:border-b table:[&>tr>*]:border-line">
        {page.events.map((event) => <ActivityRow key={event.id} event={event} viewer={viewer} providerName={event.provider === null ? null : (names.get(event.provider) ?? event.provider)} />)}
      </tbody>
    </table>
  )
}
