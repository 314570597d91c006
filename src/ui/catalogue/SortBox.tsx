'use client'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { isSort, type Sort, sorts } from './MarketplaceState.ts'

/** Belongs to the form of the filters, so that Apply takes it along where there are no scripts. */
export function SortBox({ form, value, onChange }: { form: string; value: Sort; onChange: (sort: Sort) => void }) {
  const { sort, sorts: words } = messages().catalogue
  return (
    <label className="relative ml-auto flex h-8 items-center gap-1.5 rounded-lg pl-2 hover:bg-well has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
      <span className="text-faint">{sort}:</span>
      <select name="sort" form={form} value={value} onChange={(event) => { if (isSort(event.target.value)) onChange(event.target.value) }} className="h-full cursor-pointer appearance-none bg-transparent pr-7 font-[550] text-text outline-none [&>option]:bg-raise [&>option]:text-text">
        {sorts.map((one) => <option key={one} value={one}>{words[one]}</option>)}
      </select>
      <Icon name="chevron" size={14} className="pointer-events-none absolute right-2" />
    </label>
  )
}
