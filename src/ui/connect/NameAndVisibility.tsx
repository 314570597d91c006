'use client'
import { useId } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Segments } from '../primitives/Segments.tsx'
import type { ConnectForm } from './useConnectForm.ts'

const text = () => messages().connect

/** Only for a new connection: an existing one is renamed in its own dialog. */
export function NameAndVisibility({ form, accountName }: { form: ConnectForm; accountName: string }) {
  const id = useId()
  const problem = form.notes['displayName']?.problem ?? null
  const isWorking = form.phase.name === 'working'
  return (
    <>
      <div className="mb-3.5">
        <label htmlFor={id} className="mb-1.5 block font-[550]">{text().name}</label>
        <input id={id} name="displayName" value={form.name} maxLength={80} aria-invalid={problem !== null} disabled={isWorking} autoComplete="off" aria-describedby={`${id}-hint`} onChange={(event) => form.setName(event.target.value)} className={`field-frame h-10 w-full px-3 outline-none ${problem ? 'border-bad!' : ''}`} />
        <p id={`${id}-hint`} aria-live="polite" className={`mt-1.5 text-sm ${problem ? 'text-bad' : 'text-faint'}`}>{problem ?? text().nameHint}</p>
      </div>
      <div className="mb-4">
        <p className="mb-1.5 font-[550]">{text().visibility}</p>
        <Segments label={text().visibility} value={form.visibility} isDisabled={isWorking} onChange={form.setVisibility} options={[{ value: 'account', label: text().shared(accountName) }, { value: 'private', label: text().private }]} />
      </div>
    </>
  )
}
