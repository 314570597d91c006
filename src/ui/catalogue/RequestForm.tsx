'use client'
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Props = { accountId: string; wanted: string; onDone: (sentence: string) => void; onCancel: () => void }
type Problem = { field: string | null; text: string }

const inputClass = 'field-frame min-h-10 w-full px-3 outline-none aria-invalid:border-bad!'
const fields = ['name', 'website', 'why']

/** Three plain fields; what is refused stays typed, with the reason beside it. */
export function RequestForm({ accountId, wanted, onDone, onCancel }: Props) {
  const text = messages().catalogue.request
  const form = useRef<HTMLFormElement>(null)
  const { problem, say, isPending, run } = useVerb(readProblem)
  useEffect(() => form.current?.querySelector<HTMLElement>(wanted === '' ? '[name=name]' : '[name=website]')?.focus(), [wanted])
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>(problem.field ? `[name=${problem.field}]` : '[role=alert]')?.focus()
  }, [problem])
  const send = (event: FormEvent) => {
    event.preventDefault()
    const given = Object.fromEntries(new FormData(form.current ?? undefined)) as Record<string, string>
    const name = (given['name'] ?? '').trim()
    if (name === '') return say({ field: 'name', text: text.nameNeeded })
    void run(async () => {
      const { isNew, doc } = await patchbayApi.requestProvider({ workspaceId: accountId, name, website: given['website'], why: given['why'] })
      onDone(isNew ? text.sent(doc.name) : text.known(doc.name))
    })
  }
  const shared = (field: string) => ({ problem: problem?.field === field ? problem.text : null })
  return (
    <form ref={form} noValidate onSubmit={send} className="max-w-[520px] rounded-xl border border-line bg-surface p-4 sm:p-5">
      <h3 className="text-lg font-semibold">{text.title}</h3>
      <p className="mb-4 text-soft">{text.lead}</p>
      {problem && problem.field === null && <p role="alert" tabIndex={-1} className="mb-3 rounded-[10px] bg-bad-well px-3 py-2 text-bad">{problem.text}</p>}
      <Field label={text.name} {...shared('name')}>{(props) => <input {...props} name="name" dir="auto" maxLength={80} defaultValue={wanted} autoComplete="off" className={inputClass} />}</Field>
      <Field label={text.website} note={text.optional} {...shared('website')}>{(props) => <input {...props} name="website" inputMode="url" maxLength={300} placeholder={text.websiteExample} autoComplete="off" className={inputClass} />}</Field>
      <Field label={text.why} note={text.optional} hint={text.noKeys} {...shared('why')}>{(props) => <textarea {...props} name="why" dir="auto" rows={3} maxLength={1000} className={`${inputClass} py-2`} />}</Field>
      <div className="flex justify-end gap-2.5">
        <Button onPress={onCancel}>{messages().common.cancel}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>{text.send}</Button>
      </div>
    </form>
  )
}

type Described = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }

function Field({ label, note, hint, problem, children }: { label: string; note?: string; hint?: string; problem: string | null; children: (props: Described) => ReactNode }) {
  const id = useId()
  const below = problem ?? hint
  return (
    <div className="mb-3.5">
      <label htmlFor={id} className="mb-1.5 block"><span className="font-[550]">{label}</span>{note && <span className="text-faint"> · {note}</span>}</label>
      {children({ id, 'aria-invalid': problem !== null, 'aria-describedby': below ? `${id}-below` : undefined })}
      {below && <p id={`${id}-below`} aria-live="polite" className={`mt-1.5 text-sm ${problem ? 'text-bad' : 'text-faint'}`}>{below}</p>}
    </div>
  )
}

function readProblem(error: unknown): Problem {
  const field = error instanceof ApiError ? error.problems[0]?.field : null
  return { field: field && fields.includes(field) ? field : null, text: sayFailure(error) }
}
