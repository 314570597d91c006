'use client'
import { Icon } from '../primitives/Icon.tsx'
import type { Sort } from './sortConnections.ts'

type Props = { label: string; /** null: this column does not sort. */ by: string | null; sort: Sort; onSort: () => void }

/** A column's head: pressed, it sorts; which way is read out with the column. */
export function SortHead({ label, by, sort, onSort }: Props) {
  const direction = by === null ? undefined : sort === by ? ('ascending' as const) : sort === `-${by}` ? ('descending' as const) : ('none' as const)
  return (
    <th role="columnheader" scope="col" aria-sort={direction} className="px-3 py-1 text-left text-xs font-[550] text-faint first:pl-4 table:border-b table:border-line">
      {by === null ? label : (
        <button type="button" onClick={onSort} className="-mx-1.5 inline-flex min-h-8 items-center gap-1 rounded-md px-1.5 whitespace-nowrap hover:bg-well hover:text-text">
          {label}
          <Icon name="chevron" size={12} className={direction === 'none' ? 'invisible' : direction === 'ascending' ? 'rotate-180' : ''} />
        </button>
      )}
    </th>
  )
}
