'use client'
import { type ClipboardEvent, useId } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { messages } from '#src/messages/messages.ts'
import { ExternalLink } from '../primitives/ExternalLink.tsx'
import { type FieldNote, noNote } from './ConnectFormState.ts'
import { FieldInput } from './FieldInput.tsx'
import { FieldNotes } from './FieldNotes.tsx'

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
  onChange: (value: string) => void
  onInspect: (value: string) => void
  /** Whether the paste was taken care of. */
  onPaste: (paste: { text: string; isWhole: boolean }) => boolean
  onSwitch: (other: { key: string; name: string }) => void
}

/** One field of the row. */
export function CredentialField({ field, value, note = noNote, stored, canStay, helpUrl, isDisabled, isFirst, onChange, onInspect, onPaste, onSwitch }: Props) {
  const text = messages().connect
  const id = useId()
  const hint = stored && canStay ? `${text.keep(stored)}. ${field.hint ?? ''}`.trim() : field.hint
  const help = field.helpUrl ?? helpUrl
  const paste = (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    // A paste into the middle of a text is the person's own affair; one that fills the whole field is cleaned.
    const isWhole = value === '' || (selectionStart === 0 && selectionEnd === value.length)
    if (onPaste({ text: event.clipboardData.getData('text'), isWhole })) event.preventDefault()
  }
  const shared = {
    id, name: field.name, value, 'aria-describedby': `${id}-hint ${id}-note`, 'aria-required': field.required && !canStay, 'aria-invalid': note.problem !== null,
    disabled: isDisabled, autoFocus: isFirst, autoComplete: 'off', autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false, onPaste: paste,
    // Each password manager has its own sign for “keep out”.
    'data-1p-ignore': true, 'data-lpignore': 'true', 'data-bwignore': true, 'data-form-type': 'other',
    onBlur: (event: { currentTarget: { value: string } }) => onInspect(event.currentTarget.value),
  }
  return (
    <div className="mb-3.5">
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-3">
        <label htmlFor={id} className="min-w-0 font-[550] break-words">
          {field.label}
          {!field.required && <span className="font-normal text-faint"> ({text.optional})</span>}
        </label>
        {help && <ExternalLink href={help}>{text.whereToFind}</ExternalLink>}
      </div>
      <FieldInput field={field} value={value} shared={shared} placeholder={stored ? text.now(stored) : (field.example ?? undefined)} isWrong={note.problem !== null} onChange={onChange} />
      {hint && <p id={`${id}-hint`} className="mt-1.5 text-sm break-words text-faint">{hint}</p>}
      <FieldNotes id={`${id}-note`} note={note} onKeepAsPasted={onChange} onSwitch={onSwitch} />
    </div>
  )
}
