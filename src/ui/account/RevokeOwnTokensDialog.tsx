'use client'
import type { FormEvent } from 'react'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Props = { count: number; onClose: () => void; onDone: () => void }
const text = () => messages().account.you.tokens

export function RevokeOwnTokensDialog({ count, onClose, onDone }: Props) {
  const notify = useNotify()
  const { problem, isPending, run } = useVerb(sayFailure)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const { revoked } = await peopleApi.revokeOwnTokens()
      notify({ tone: 'ok', text: text().revoked(revoked) })
      onClose()
      onDone()
    })
  }
  return (
    <Modal role="alertdialog" width="s" title={text().ask(count)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mb-4 text-soft">{text().stops}</p>
        <p role="alert" className="mb-3 text-bad empty:hidden">{problem}</p>
        <div className="flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="danger" isPending={isPending}>{text().revoke}</Button>
        </div>
      </form>
    </Modal>
  )
}
