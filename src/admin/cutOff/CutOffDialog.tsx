'use client'

import { Button, toast } from '@payloadcms/ui'
import { useId, useRef, useState } from 'react'
import type { CutOff } from '#src/engine/connections/CutOff.ts'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { useVerb } from '#src/ui/useVerb.ts'
import { Dialog } from '../Dialog.tsx'
import { sayFault } from '../sayFault.ts'

type Props = { path: string; state: CutOff; onCut: (state: CutOff) => void }

/** Says what stops, asks why, and cuts off. */
export function CutOffDialog({ path, state: { name, reach }, onCut }: Props) {
  const text = panelMessages().platform.cut
  const { cancel } = messages().common
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [reason, setReason] = useState('')
  const { problem, say, isPending, run } = useVerb(sayFault(text.failed))

  const cut = () =>
    run(async () => {
      const next = await callApi<CutOff>({ method: 'POST', path: `${path}/cut-off`, body: { reason } })
      dialog.current?.close()
      toast.success(text.done(name))
      onCut(next)
    })

  return (
    <>
      <Button buttonStyle="secondary" onClick={() => dialog.current?.showModal()} size="small">{text.cut}</Button>
      <Dialog dialogRef={dialog} onClose={() => say(null)} onSubmit={() => void cut()} title={text.heading(name)}>
        <p>{text.stops}</p>
        <ul>
          <li>{text.reach(reach.accounts, reach.connections, reach.tokens)}</li>
          <li>{text.calls(reach.calls30d)}</li>
          {reach.builtInCalls30d > 0 && <li>{text.builtInCalls(reach.builtInCalls30d)}</li>}
        </ul>
        <p className="pb-faint">{text.inFlight}</p>
        <div className="pb-field">
          <label htmlFor={id}>{text.reason}</label>
          <input aria-describedby={`${id}-hint`} aria-invalid={problem !== null} autoComplete="off" id={id} maxLength={300} onChange={(event) => setReason(event.target.value)} value={reason} />
          <span className="pb-faint" id={`${id}-hint`}>{text.reasonHint}</span>
        </div>
        {problem && <p className="pb-fault" role="alert">{problem}</p>}
        <div className="pb-row">
          <Button buttonStyle="primary" disabled={isPending} margin={false} size="medium" type="submit">{text.confirm}</Button>
          <Button buttonStyle="secondary" margin={false} onClick={() => dialog.current?.close()} size="medium">{cancel}</Button>
        </div>
      </Dialog>
    </>
  )
}
