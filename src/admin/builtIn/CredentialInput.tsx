'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'

type Field = Pick<ProviderField, 'name' | 'label' | 'hint' | 'secret' | 'required' | 'example' | 'helpUrl' | 'options'>
type Props = { field: Field; value: string; onChange: (value: string) => void; onEnter: () => void }

/** One field of the provider's row, as the connect dialog of tenants asks for it. */
export function CredentialInput({ field, value, onChange, onEnter }: Props) {
  const id = useId()
  const [isShown, setIsShown] = useState(false)
  const text = panelMessages().platform.builtIn
  // Enter would save the document's form around instead.
  const catchEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onEnter()
  }
  const shared = { id, value, 'aria-describedby': field.hint === null ? undefined : `${id}-hint`, required: field.required }
  return (
    <div className="pb-field">
      <label htmlFor={id}>
        {field.label}
        {!field.required && <span className="pb-faint"> ({text.optional})</span>}
      </label>
      <div className="pb-row">
        {field.options === null
          ? <input {...shared} autoComplete="off" className="pb-grow" onChange={(event) => onChange(event.target.value)} onKeyDown={catchEnter} placeholder={field.example ?? undefined} spellCheck={false} type={field.secret && !isShown ? 'password' : 'text'} />
          : <select {...shared} onChange={(event) => onChange(event.target.value)}><option value="">–</option>{field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</select>}
        {field.secret && <button aria-pressed={isShown} className="pb-toggle" onClick={() => setIsShown(!isShown)} type="button">{isShown ? text.hide : text.show}</button>}
      </div>
      {field.hint && <span className="pb-faint" id={`${id}-hint`}>{field.hint}</span>}
      {field.helpUrl && <a href={field.helpUrl} rel="noreferrer noopener" target="_blank">{text.where}</a>}
    </div>
  )
}
