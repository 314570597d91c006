'use client'

import { Button } from '@payloadcms/ui'
import { type ReactNode, type RefObject, useId, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { useVerb } from '#src/ui/useVerb.ts'
import { Dialog } from '../Dialog.tsx'
import { sayFault } from '../sayFault.ts'
import { type ConnectedTime, readConnectedTime } from './readConnectedTime.ts'

type Props = {
  dialogRef: RefObject<HTMLDialogElement | null>
  title: string
  /** What must be typed. */
  confirm: string
  isTimeNeeded: boolean
  children: ReactNode
  revoke: (question: { confirm: string } & ConnectedTime) => Promise<void>
}

/** Asks from when to when, has the word typed, and revokes. */
export function RevokeDialog({ dialogRef, title, confirm, isTimeNeeded, children, revoke }: Props) {
  const text = panelMessages().platform.cut
  const id = useId()
  const [typed, setTyped] = useState('')
  const [days, setDays] = useState({ first: '', last: '' })
  const { problem, say, isPending, run } = useVerb(sayFault(text.failed))
  const time = readConnectedTime(days)
  const isReady = typed === confirm && time !== null && (!isTimeNeeded || (time.from !== undefined && time.until !== undefined))

  const submit = () => {
    if (!isReady) return
    void run(async () => {
      await revoke({ confirm: typed, ...time })
      dialogRef.current?.close()
    })
  }
  const tidy = () => {
    setTyped('')
    setDays({ first: '', last: '' })
    say(null)
  }
  const fault = time === null ? text.timeWrong : problem

  return (
    <Dialog dialogRef={dialogRef} onClose={tidy} onSubmit={submit} title={title}>
      {children}
      <fieldset className="pb-fieldset pb-row">
        <legend>{isTimeNeeded ? text.timeNeeded : text.time}</legend>
        {(['first', 'last'] as const).map((name) => (
          <div className="pb-grow pb-field" key={name}>
            <label htmlFor={`${id}-${name}`}>{text[name]}</label>
            <input id={`${id}-${name}`} onChange={(event) => setDays({ ...days, [name]: event.target.value })} type="date" value={days[name]} />
          </div>
        ))}
      </fieldset>
      <div className="pb-field">
        <label htmlFor={id}>{text.type(confirm)}</label>
        <input autoComplete="off" id={id} onChange={(event) => setTyped(event.target.value)} spellCheck={false} value={typed} />
      </div>
      {fault && <p className="pb-fault" role="alert">{fault}</p>}
      <div className="pb-row">
        <Button buttonStyle="error" disabled={isPending || !isReady} margin={false} size="medium" type="submit">{text.revokeConfirm}</Button>
        <Button buttonStyle="secondary" margin={false} onClick={() => dialogRef.current?.close()} size="medium">{messages().common.cancel}</Button>
      </div>
    </Dialog>
  )
}
