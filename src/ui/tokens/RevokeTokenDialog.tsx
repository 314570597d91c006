'use client'
import type { FormEvent } from 'react'
import type { ApiTokenView } from '#src/engine/people/ApiTokenView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Props = { token: ApiTokenView; onClose: () => void; onDone: () => void }
const text = () => messages().tokens.revokeDialog

export function RevokeTokenDialog({ token, onClose, onDone }: Props) {
  const notify = useNotify()
  const { problem, isPending, run } = useVerb(sayFailure)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      // One that somebody else has just revoked is as gone as it should be.
      await peopleApi.revokeToken(token.id).catch((error: unknown) => { if (!(error instanceof ApiError && error.status === 404)) throw error })
      notify({ tone: 'ok', text: text().done(token.name) })
      onDone()
    })
  }
  return (
    <Modal role="alertdialog" width="s" title={text().title(token.name)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="text-soft">{text().text}</p>
        <p className="my-4 rounded-[10px] bg-well px-3.5 py-2.5">{token.lastUsedAt ? <>{text().used} <TimeAgo iso={token.lastUsedAt} /></> : text().unused}</p>
        <p role="alert" className="mb-3 text-bad empty:hidden">{problem}</p>
        <div className="flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="danger" isPending={isPending}>{text().confirm}</Button>
        </div>
      </form>
    </Modal>
  )
}
