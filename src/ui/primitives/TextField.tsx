'use client'
import { type InputHTMLAttributes, type ReactNode, useId } from 'react'

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'children'>
type Props = Native & { label: string; hint?: string; problem?: string | null; onChange?: (value: string) => void; /** At the end of the field. */ children?: ReactNode }

/** A labelled line of text; what is wrong with it stands in the place of the hint, so that nothing moves. */
export function TextField({ label, hint, problem = null, onChange, children, ...rest }: Props) {
  const id = useId()
  return (
    <div className="mb-3.5">
      <label htmlFor={id} className="mb-1.5 block font-[550]">{label}</label>
      <div className={`field-frame flex h-10 items-center ${problem ? 'border-bad!' : ''}`}>
        <input {...rest} id={id} aria-invalid={problem !== null} aria-describedby={`${id}-about`} onChange={(event) => onChange?.(event.target.value)} className="h-full w-full min-w-0 bg-transparent px-3 outline-none" />
        {children}
      </div>
      <p id={`${id}-about`} aria-live="polite" className={`mt-1 min-h-5 text-sm ${problem ? 'text-bad' : 'text-faint'}`}>{problem ?? hint}</p>
    </div>
  )
}
