import type { ReactNode } from 'react'

/** A cell of a RowTable, which says its column itself where the rows are cards. */
export function RowCell({ label, isShort = false, children }: { label: string; /** A word or a date, which stays on one line in a table. */ isShort?: boolean; children: ReactNode }) {
  return (
    <td role="cell" className={`min-w-0 align-middle table:px-3 table:py-3 ${isShort ? 'table:whitespace-nowrap' : ''}`}>
      <span aria-hidden="true" className="mb-0.5 block text-xs text-faint table:hidden">{label}</span>
      {children}
    </td>
  )
}
