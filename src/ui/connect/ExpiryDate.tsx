'use client'
import { useId } from 'react'
import { messages } from '#src/messages/messages.ts'
import { dayOf } from './dayOf.ts'
import type { ConnectForm } from './useConnectForm.ts'

/** The browser's own date input: it writes the day as the reader's system does. */
export function ExpiryDate({ form, isDisabled }: { form: ConnectForm; isDisabled: boolean }) {
  const text = messages().connect
  const id = useId()
  const problem = form.notes['expiresAt']?.problem ?? null
  return (
    <div className="mb-3.5">
      <label htmlFor={id} className="mb-1.5 block font-[550]">{text.expiry}<span className="font-normal text-faint"> ({text.optional})</span></label>
      <input id={id} name="expiresAt" type="date" min={dayOf(new Date())} value={form.expiry} aria-invalid={problem !== null} disabled={isDisabled} aria-describedby={`${id}-hint`} onChange={(event) => form.setExpiry(event.target.value)} className={`field-frame h-10 w-full min-w-40 px-3 tabular-nums outline-none ${problem ? 'border-bad!' : ''}`} />
      <p id={`${id}-hint`} aria-live="polite" className={`mt-1.5 text-sm ${problem ? 'text-bad' : 'text-faint'}`}>{problem ?? text.expiryHint}</p>
    </div>
  )
}
