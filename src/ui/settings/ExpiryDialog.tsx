'use client'
import { type FormEvent, useId, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { dayOf } from '../connect/dayOf.ts'
import { endOfDay } from '../connect/endOfDay.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Props = { connection: ConnectionView; onClose: () => void; onSaved: () => void; onStale: () => void }

/** The last day on which the key is good; the browser's own field knows how days are written where its user lives. */
export function ExpiryDialog({ connection, onClose, onSaved, onStale }: Props) {
  const text = messages().connections.expiry
  const id = useId()
  const [day, setDay] = useState(connection.expiresAt === null ? '' : dayOf(new Date(connection.expiresAt)))
  const { problem, say, isPending, run } = useVerb((error) => {
    if (!(error instanceof ApiError && error.code === 'version_conflict')) return sayFailure(error)
    onStale()
    return null
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const end = endOfDay(day)
    if (/^\d{5}/.test(day)) return say(messages().connect.expiryYear)
    if (day !== '' && (end === null || end.getTime() <= Date.now())) return say(messages().connect.expiryPast)
    void run(async () => {
      await patchbayApi.saveConnection({ workspaceId: connection.account, provider: connection.provider, connectionId: connection.id, version: connection.version, expiresAt: end?.toISOString() ?? null })
      onSaved()
    })
  }
  return (
    <Modal title={text.title(connection.displayName)} width="s" onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p className="mb-4 text-soft">{text.text}</p>
        <label htmlFor={id} className="mb-1.5 block font-[550]">{text.label}</label>
        <input id={id} type="date" value={day} min="2000-01-01" max="2099-12-31" autoFocus onChange={(event) => { setDay(event.target.value); say(null) }} aria-invalid={problem !== null} aria-describedby={`${id}-hint ${id}-problem`} className="field-frame h-10 w-full px-3 outline-none" />
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-faint">{text.hint}</p>
        <p id={`${id}-problem`} role="alert" className="mt-1.5 min-h-5 text-sm text-bad">{problem}</p>
        <div className="mt-2 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>{text.save}</Button>
        </div>
      </form>
    </Modal>
  )
}
