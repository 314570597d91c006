'use client'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

type Props<Value extends string> = { label: string; value: Value; options: { value: Value; label: string }[]; onChange: (value: Value) => void; isDisabled?: boolean }

/** One choice out of a few, all in sight. A radio group to keyboards and screen readers. */
export function Segments<Value extends string>({ label, value, options, onChange, isDisabled = false }: Props<Value>) {
  return (
    <RadioGroup aria-label={label} orientation="horizontal" value={value} onChange={(next) => onChange(next as Value)} isDisabled={isDisabled} className="inline-flex max-w-full flex-wrap gap-0.5 rounded-[9px] bg-well p-[3px]">
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className="flex min-h-[30px] cursor-pointer items-center rounded-[7px] px-3 text-soft transition-colors duration-100 hover:text-text data-[disabled]:cursor-not-allowed data-[disabled]:hover:text-soft data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent data-[selected]:bg-raise data-[selected]:font-[550] data-[selected]:text-text data-[selected]:shadow-lift">
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  )
}
