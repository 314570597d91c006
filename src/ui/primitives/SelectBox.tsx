'use client'
import { Icon } from './Icon.tsx'

type Props = { label: string; value: string; options: { value: string; label: string }[]; onChange: (value: string) => void }

/** The system's own list: right on every phone and with every screen reader. The label is part of what is read. */
export function SelectBox({ label, value, options, onChange }: Props) {
  return (
    <label className="field-frame relative flex h-[38px] min-w-0 grow items-center table:grow-0 gap-1.5 rounded-[10px] pl-3 hover:bg-well">
      <span className="shrink-0 text-soft">{label}:</span>
      <select value={value} onChange={(event) => onChange(event.target.value)} className="h-full min-w-0 flex-1 cursor-pointer appearance-none truncate bg-transparent pr-8 font-[550] outline-none [&>option]:bg-raise [&>option]:text-text">
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
      <Icon name="chevron" size={14} className="pointer-events-none absolute right-2.5 text-soft" />
    </label>
  )
}
