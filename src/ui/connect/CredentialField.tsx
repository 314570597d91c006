'use client'
import Link from 'next/link'
import { type ClipboardEvent, type ReactNode, useId, useState } from 'react'
import { cleanPaste } from '#src/engine/catalog/cleanPaste.ts'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { messages } from '#src/messages/messages.ts'
import { ExternalLink } from '../primitives/ExternalLink.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { type FieldNote, noNote } from './ConnectFormState.ts'

type Props = {
  field: ProviderField
  value: string
  note: FieldNote | undefined
  /** Mask of the stored secret. */
  stored: string | undefined
  /** The field may be left empty, which keeps the stored secret. */
  canStay: boolean
  helpUrl: string | null
  isDisabled: boolean
  isFirst: boolean
  onChange: (value: string, removed?: string[]) => void
  onInspect: (value: string) => void
}

const text = () => messages().connect

/** One field of the row. */
export function CredentialField({ field, value, note = noNote, stored, canStay, helpUrl, isDisabled, isFirst, onChange, onInspect }: Props) {
  const id = useId()
  const described = `${id}-hint ${id}-note`
  const hint = stored && canStay ? `${text().keep(stored)}. ${field.hint ?? ''}`.trim() : field.hint
  const help = field.helpUrl ?? helpUrl
  const paste = (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    // Only a paste that fills the whole field is cleaned; one into the middle of a text is the person's own affair.
    if (value !== '' && !(selectionStart === 0 && selectionEnd === value.length)) return
    const cleaned = cleanPaste(event.clipboardData.getData('text'))
    event.preventDefault()
    onChange(cleaned.value, cleaned.removed)
    onInspect(cleaned.value)
  }
  const shared = {
    id, name: field.name, value, 'aria-describedby': described, 'aria-required': field.required && !canStay, 'aria-invalid': note.problem !== null,
    disabled: isDisabled, autoFocus: isFirst, autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, 'data-1p-ignore': true, 'data-lpignore': 'true', onPaste: paste,
    onBlur: (event: { currentTarget: { value: string } }) => onInspect(event.currentTarget.value),
  }
  return (
    <div className="mb-3.5">
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-3">
        <label htmlFor={id} className="font-[550]">
          {field.label}
          {!field.required && <span className="font-normal text-faint"> ({text().optional})</span>}
        </label>
        {help && <ExternalLink href={help}>{text().whereToFind}</ExternalLink>}
      </div>
      <FieldInput field={field} value={value} shared={shared} placeholder={stored ? text().now(stored) : (field.example ?? undefined)} isWrong={note.problem !== null} onChange={onChange} />
      {hint && <p id={`${id}-hint`} className="mt-1.5 text-sm text-faint">{hint}</p>}
      <div id={`${id}-note`} aria-live="polite">
        {note.problem && <Line tone="bad">{note.problem}</Line>}
        {note.removed.length > 0 && <Line tone="ok">{text().cleaned(note.removed)}</Line>}
        {note.other
          ? <Line tone="warn">{text().otherProvider(note.other.name)} <Link href={`/marketplace/${note.other.key}?connect`} className="text-link font-[550] text-text">{text().connectOther(note.other.name)}</Link></Line>
          : note.warning && !note.problem && <Line tone="warn">{note.warning}</Line>}
      </div>
    </div>
  )
}

const lineTone = { bad: { icon: 'alert', color: 'text-bad' }, ok: { icon: 'check', color: 'text-ok' }, warn: { icon: 'alert', color: 'text-accent' } } as const

function Line({ tone, children }: { tone: keyof typeof lineTone; children: ReactNode }) {
  const { icon, color } = lineTone[tone]
  return (
    <p className={`fade mt-1.5 flex gap-1.5 text-sm ${tone === 'bad' ? 'text-bad' : 'text-soft'}`}>
      <Icon name={icon} size={14} className={`mt-[3px] ${color}`} />
      <span>{children}</span>
    </p>
  )
}

type InputProps = { field: ProviderField; value: string; shared: Record<string, unknown> & { id: string }; placeholder: string | undefined; isWrong: boolean; onChange: (value: string) => void }

function FieldInput({ field, value, shared, placeholder, isWrong, onChange }: InputProps) {
  const [isShown, setIsShown] = useState(false)
  const frame = `field-frame flex min-h-10 items-stretch ${isWrong ? 'border-bad!' : ''}`
  const inner = `w-full min-w-0 bg-transparent px-3 outline-none placeholder:text-faint ${field.secret || field.pattern ? 'font-mono text-[13px]' : ''}`
  if (field.options) {
    return (
      <div className={`${frame} relative`}>
        <select {...shared} onChange={(event) => onChange(event.target.value)} className={`${inner} cursor-pointer appearance-none pr-9 [&>option]:bg-raise [&>option]:text-text`}>
          {value === '' && <option value="">{text().choose}</option>}
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
  return (
    <div className={frame}>
      <input {...shared} type={field.secret && !isShown ? 'password' : 'text'} inputMode={field.format === 'email' ? 'email' : field.format === 'https_url' ? 'url' : undefined} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} className={inner} />
      {field.secret && (
        <button type="button" aria-pressed={isShown} aria-controls={shared.id} aria-label={`${isShown ? text().hide : text().show} ${field.label}`} onClick={() => setIsShown(!isShown)} className="shrink-0 rounded-r-[8px] border-l border-line px-3.5 text-soft hover:bg-well hover:text-text focus-visible:outline-offset-[-2px]">
          {isShown ? text().hide : text().show}
        </button>
      )}
    </div>
  )
}
