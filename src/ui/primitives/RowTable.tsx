import type { ReactNode } from 'react'

type Props = { label: string; heads: string[]; /** What the last column, without a head to see, is called. */ actions: string; children: ReactNode }

/** A table on wide screens, cards on narrow ones; rows bring their own cells. The roles are spelled out because `display` would drop them. */
export function RowTable({ label, heads, actions, children }: Props) {
  return (
    <table role="table" aria-label={label} className="block w-full border-separate border-spacing-0 overflow-hidden rounded-xl border border-line bg-surface table:table">
      <thead role="rowgroup" className="sr-only table:not-sr-only table:table-header-group">
        <tr role="row">
          {heads.map((head) => <th key={head} role="columnheader" scope="col" className="px-3 py-2.5 text-left text-xs font-[550] whitespace-nowrap text-faint first:pl-4 table:border-b table:border-line">{head}</th>)}
          <th role="columnheader" scope="col" className="table:border-b table:border-line"><span className="sr-only">{actions}</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup" className="block divide-y divide-line table:table-row-group table:divide-y-0 table:[&>tr:not(:last-child)>*]:border-b table:[&>tr>*]:border-line">{children}</tbody>
    </table>
  )
}
