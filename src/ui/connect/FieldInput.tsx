'use client'
import { useState } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'

type Props = { field: ProviderField; value: string; shared: Record<string, unknown> & { id: string }; placeholder: string | undefined; isWrong: boolean; onChange: (value: string) => void }

/** A choice, several lines for a PEM key, or one line; a secret is dots until it is asked for. */
export function FieldInput({ field, value, shared, placeholder, isWrong, onChange }: Props) {
  const text = messages().connect
  const frame = `field-frame flex min-h-10 items-stretch ${isWrong ? 'border-bad!' : ''}`
  const inner = `w-full min-w-0 bg-transparent px-3 outline-none placeholder:text-faint ${field.secret || field.pattern ? 'font-mono text-[13px]' : ''}`
  if (field.options) {
    return (
      <div className={`${frame} relative`}>
        <select {...shared} onChange={(event) => onChange(event.target.value)} className={`${inner} cursor-pointer appearance-none pr-9 [&>option]:bg-raise [&>option]:text-text`}>
          {(value === '' || !field.required) && <option value="">{text.choose}</option>}
          {field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
        <Icon name="chevron" size={14} className="pointer-events-none absolute top-3.5 right-3 text-soft" />
      </div>
    )
  }
  // A one-line input would drop the line breaks of a PEM key without a word.
  if (field.example?.includes('-----BEGIN')) {
    return <div className={frame}><textarea {...shared} rows={4} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} className={`${inner} resize-y py-2`} /></div>
  }
  if (field.secret) return <SecretInput {...{ field, shared, placeholder, frame, inner, onChange }} />
  return (
    <div className={frame}>
      {field.prefix && <Affix text={field.prefix} side="left" />}
      <input {...shared} type="text" inputMode={field.format === 'email' ? 'email' : field.format === 'https_url' ? 'url' : undefined} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} className={inner} />
      {field.suffix && <Affix text={field.suffix} side="right" />}
    </div>
  )
}

const Affix = ({ text, side }: { text: string; side: 'left' | 'right' }) => (
  <span className={`flex max-w-[50%] items-center bg-well px-2.5 font-mono text-[13px] break-all text-soft ${side === 'left' ? 'rounded-l-[8px] border-r' : 'rounded-r-[8px] border-l'} border-line`}>{text}</span>
)

type SecretProps = Omit<Props, 'isWrong' | 'value'> & { frame: string; inner: string }

function SecretInput({ field, shared, placeholder, frame, inner, onChange }: SecretProps) {
  const text = messages().connect
  // Null until the button was used: what has not changed need not be read out.
  const [isShown, setIsShown] = useState<boolean | null>(null)
  return (
    <div className={frame}>
      <input {...shared} type={isShown ? 'text' : 'password'} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} className={inner} />
      <button type="button" aria-controls={shared.id} aria-label={`${isShown ? text.hide : text.show} ${field.label}`} onClick={() => setIsShown(!isShown)} className="shrink-0 rounded-r-[8px] border-l border-line px-3.5 text-soft hover:bg-well hover:text-text focus-visible:outline-offset-[-2px]">
        {isShown ? text.hide : text.show}
      </button>
      <span role="status" className="sr-only">{isShown === null ? '' : isShown ? text.isShown(field.label) : text.isHidden(field.label)}</span>
    </div>
  )
}
