'use client'
import { useId } from 'react'
import { messages } from '#src/messages/messages.ts'
import type { ConnectForm } from './useConnectForm.ts'

/** Only for a new connection: an existing one is renamed in its own dialog. */
export function ConnectionName({ form, isDisabled }: { form: ConnectForm; isDisabled: boolean }) {
  const text = messages().connect
  const id = useId()
  const problem = form.notes['displayName']?.problem ?? null
  return (
    <div className="mb-3.5 min-w-0">
      <label htmlFor={id} className="mb-1.5 block font-[550]">{text.name}</label>
      <input id={id} name="displayName" value={form.name} maxLength={80} aria-invalid={problem !== null} disabled={isDisabled} autoComplete="off" data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other" aria-describedby={`${id}-hint`} onChange={(event) => form.setName(event.target.value)} className={`field-frame h-10 w-full px-3 outline-none ${problem ? 'border-bad!' : ''}`} />
      <p id={`${id}-hint`} aria-live="polite" className={`mt-1.5 text-sm ${problem ? 'text-bad' : 'text-faint'}`}>{problem ?? text.nameHint}</p>
    </div>
  )
}
