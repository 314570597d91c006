'use client'

import { Button, toast } from '@payloadcms/ui'
import { useId, useRef, useState } from 'react'
import type { CutOff } from '#src/engine/connections/CutOff.ts'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { Dialog } from '../Dialog.tsx'
import { sendJson } from '../sendJson.ts'

type Props = { path: string; state: CutOff; onCut: (state: CutOff) => void }

/** Says what stops, asks why, and cuts off. */
export function CutOffDialog({ path, state: { name, reach }, onCut }: Props) {
  const text = panelMessages().platform.cut
  const { cancel } = messages().common
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)

  const cut = async (): Promise<void> => {
    if (isBusy) return
    setIsBusy(true)
    try {
      const next = await sendJson<CutOff>({ method: 'POST', path: `${path}/cut-off`, body: { reason }, otherwise: text.failed })
      dialog.current?.close()
      toast.success(text.done(name))
      onCut(next)
    } catch (error) {
      setFault(error instanceof Error ? error.message : text.failed)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <>
      <Button buttonStyle="secondary" onClick={() => dialog.current?.showModal()} size="small">{text.cut}</Button>
      <Dialog dialogRef={dialog} onClose={() => setFault(undefined)} onSubmit={() => void cut()} title={text.heading(name)}>
        <p>{text.stops}</p>
        <ul>
          <li>{text.reach(reach.accounts, reach.connections, reach.tokens)}</li>
          <li>{text.calls(reach.calls30d)}</li>
        </ul>
        <p className="pb-faint">{text.inFlight}</p>
        <div className="pb-field">
          <label htmlFor={id}>{text.reason}</label>
          <input aria-describedby={`${id}-hint`} aria-invalid={fault !== undefined} autoComplete="off" id={id} maxLength={300} onChange={(event) => setReason(event.target.value)} value={reason} />
          <span className="pb-faint" id={`${id}-hint`}>{text.reasonHint}</span>
        </div>
        {fault && <p className="pb-fault" role="alert">{fault}</p>}
        <div className="pb-row">
          <Button buttonStyle="primary" disabled={isBusy} margin={false} size="medium" type="submit">{text.confirm}</Button>
          <Button buttonStyle="secondary" margin={false} onClick={() => dialog.current?.close()} size="medium">{cancel}</Button>
        </div>
      </Dialog>
    </>
  )
}
