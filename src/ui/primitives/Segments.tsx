'use client'
import { useId } from 'react'

type Props<Value extends string> = { label: string; value: Value; options: { value: Value; label: string }[]; onChange: (value: Value) => void; isDisabled?: boolean }

/** One choice out of a few, all in sight: native radios, each lying invisibly over its whole segment. */
export function Segments<Value extends string>({ label, value, options, onChange, isDisabled = false }: Props<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex max-w-full flex-wrap gap-0.5 rounded-[9px] bg-well p-[3px]">
      {options.map((option) => (
        <label key={option.value} className="relative flex min-h-[30px] items-center rounded-[7px] px-3 text-soft transition-colors duration-100 hover:text-text has-checked:bg-chosen has-checked:font-[550] has-checked:text-text has-checked:shadow-lift has-disabled:cursor-not-allowed has-disabled:opacity-70 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
          <input type="radio" name={name} value={option.value} checked={value === option.value} disabled={isDisabled} onChange={() => onChange(option.value)} className="absolute inset-0 size-full cursor-[inherit] appearance-none rounded-[7px] outline-none" />
          {option.label}
        </label>
      ))}
    </div>
  )
}
