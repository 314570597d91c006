'use client'
import { useId } from 'react'

type Choice = { value: string; label: string; detail?: string | undefined }
type Props = { label: string; choices: Choice[]; chosen: readonly string[]; isMultiple?: boolean; onChange: (chosen: string[]) => void }

/** Choices that need a word of explanation each: native radios, or checkboxes where several fit. */
export function ChoiceList({ label, choices, chosen, isMultiple = false, onChange }: Props) {
  const name = useId()
  const press = (value: string) => onChange(!isMultiple ? [value] : chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <fieldset className="mb-3.5">
      <legend className="mb-1.5 font-[550]">{label}</legend>
      <div className="divide-y divide-line overflow-hidden rounded-[10px] border border-line-strong">
        {choices.map(({ value, label: word, detail }) => (
          <label key={value} className="flex cursor-pointer items-start gap-2.5 px-3 py-2 hover:bg-well has-checked:bg-well has-[:focus-visible]:outline-2 has-[:focus-visible]:-outline-offset-2 has-[:focus-visible]:outline-accent">
            <input type={isMultiple ? 'checkbox' : 'radio'} name={name} value={value} checked={chosen.includes(value)} onChange={() => press(value)} className="mt-1 size-4 shrink-0 accent-accent outline-none" />
            <span className="min-w-0"><span className="font-[550]">{word}</span>{detail && <span className="block text-sm text-soft">{detail}</span>}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
