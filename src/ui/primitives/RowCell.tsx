import type { ReactNode } from 'react'

/** A cell of a RowTable, which says its column itself where the rows are cards. */
export function RowCell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td role="cell" className="min-w-0 align-middle table:px-3 table:py-3">
      <span aria-hidden="true" className="mb-0.5 block text-xs text-faint table:hidden">{label}</span>
      {children}
    </td>
  )
}
