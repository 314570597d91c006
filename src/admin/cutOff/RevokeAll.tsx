'use client'

import { Button, toast } from '@payloadcms/ui'
import { useId, useRef, useState } from 'react'
import type { Reach } from '#src/engine/connections/CutOff.ts'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { useVerb } from '#src/ui/useVerb.ts'
import { Dialog } from '../Dialog.tsx'
import { sayFault } from '../sayFault.ts'
import { sendJson } from '../sendJson.ts'

type Props = { kind: 'account' | 'provider'; path: string; confirm: string; reach: Reach; onRevoked: () => void }

/** Destroys every credential there, once its key or slug is typed. */
export function RevokeAll({ kind, path, confirm, reach, onRevoked }: Props) {
  const text = panelMessages().platform.cut
  const { cancel } = messages().common
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [typed, setTyped] = useState('')
  const { problem, say, isPending, run } = useVerb(sayFault(text.failed))

  const revoke = () => {
    if (typed !== confirm) return
    void run(async () => {
      const { revoked } = await sendJson<{ revoked: number }>({ method: 'POST', path: `${path}/revoke-credentials`, body: { confirm: typed }, otherwise: text.failed })
      dialog.current?.close()
      toast.success(text.revoked(revoked))
      onRevoked()
    })
  }
  const tidy = () => {
    setTyped('')
    say(null)
  }

  return (
    <div className="pb-panel">
      <h3>{text.revokeTitle[kind]}</h3>
      <p>{reach.connections === 0 ? text.nothing : text.revokeText}</p>
      {reach.connections > 0 && <Button buttonStyle="error" onClick={() => dialog.current?.showModal()} size="small">{text.revoke(reach.connections)}</Button>}
      <Dialog dialogRef={dialog} onClose={tidy} onSubmit={revoke} title={text.revokeHeading(reach.connections)}>
        <p>{text.revokeText}</p>
        <ul><li>{text.reach(reach.accounts, reach.connections, reach.tokens)}</li><li>{text.calls(reach.calls30d)}</li></ul>
        <div className="pb-field">
          <label htmlFor={id}>{text.type(confirm)}</label>
          <input autoComplete="off" id={id} onChange={(event) => setTyped(event.target.value)} spellCheck={false} value={typed} />
        </div>
        {problem && <p className="pb-fault" role="alert">{problem}</p>}
        <div className="pb-row">
          <Button buttonStyle="error" disabled={isPending || typed !== confirm} margin={false} size="medium" type="submit">{text.revokeConfirm}</Button>
          <Button buttonStyle="secondary" margin={false} onClick={() => dialog.current?.close()} size="medium">{cancel}</Button>
        </div>
      </Dialog>
    </div>
  )
}
