'use client'
import { type FormEvent, useId, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { ImpactList } from './ImpactList.tsx'
import { useImpact } from './useImpact.ts'

type Props = { connection: ConnectionView; onClose: () => void; onDone: () => void }

/** Says what will stop, and asks for a reason, which nobody has to give. */
export function DeactivateDialog({ connection, onClose, onDone }: Props) {
  const text = messages().connections.deactivate
  const id = useId()
  const [reason, setReason] = useState('')
  const { impact, isUnknown } = useImpact(connection.id)
  const { problem, say, isPending, run } = useVerb(sayFailure)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await patchbayApi.deactivateConnection(connection.id, reason.trim())
      onDone()
    })
  }
  return (
    <Modal title={text.title(connection.displayName)} width="s" onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p className="text-soft">{text.text}</p>
        <ImpactList impact={impact} isUnknown={isUnknown} />
        <label htmlFor={id} className="mb-1.5 block font-[550]">{text.reason} <span className="font-normal text-faint">({text.optional})</span></label>
        <input id={id} value={reason} maxLength={200} autoFocus dir="auto" autoComplete="off" onChange={(event) => { setReason(event.target.value); say(null) }} aria-invalid={problem !== null} aria-describedby={`${id}-hint ${id}-problem`} className={`field-frame h-10 w-full px-3 outline-none ${problem ? 'border-bad!' : ''}`} />
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-faint">{text.hint}</p>
        <p id={`${id}-problem`} role="alert" className="mt-1.5 min-h-5 text-sm text-bad">{problem}</p>
        <div className="mt-2 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>{text.confirm}</Button>
        </div>
      </form>
    </Modal>
  )
}
