import type { ReactNode } from 'react'
import { Icon } from '../primitives/Icon.tsx'

const frame = 'field-frame relative flex h-[38px] min-w-0 items-center gap-1.5 rounded-[10px] pl-3 hover:bg-well'

/** A list in a GET form. It keeps its own value, so that it works before any script has loaded. */
export function FilterSelect({ label, name, value, any, options }: { label: string; name: string; value: string | null; any: string; options: { value: string; label: string }[] }) {
  return (
    <Labelled label={label}>
      <select name={name} aria-label={label} defaultValue={value ?? ''} className="h-full min-w-0 flex-1 cursor-pointer appearance-none truncate bg-transparent pr-8 font-[550] outline-none [&>option]:bg-raise [&>option]:text-text">
        <option value="">{any}</option>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
      <Icon name="chevron" size={14} className="pointer-events-none absolute right-2.5 text-soft" />
    </Labelled>
  )
}

export function FilterDay({ label, name, value }: { label: string; name: string; value: string | null }) {
  return (
    <Labelled label={label}>
      <input type="date" name={name} aria-label={label} defaultValue={value ?? ''} min="2000-01-01" max="2099-12-31" className="h-full min-w-0 flex-1 bg-transparent pr-2.5 font-[550] outline-none" />
    </Labelled>
  )
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className={frame}>
    <span className="shrink-0 text-soft">{label}:</span>
    {children}
  </label>
)
