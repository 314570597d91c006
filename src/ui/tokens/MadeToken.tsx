'use client'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { CopyBlock } from '../primitives/CopyBlock.tsx'
import { Modal } from '../primitives/Modal.tsx'

type Props = { token: string; account: string; onDone: () => void }
const text = () => messages().tokens.made

/** The one time a token is seen. A press beside the dialog or Escape warns first, so that it is not lost by accident. */
export function MadeToken({ token, account, onDone }: Props) {
  const [isWarned, setIsWarned] = useState(false)
  const sample = [`export PATCHBAY_TOKEN=…`, `curl "${window.location.origin}/api/connections?where[account][equals]=${account}" -g \\`, '  -H "Authorization: Bearer $PATCHBAY_TOKEN"'].join('\n')
  return (
    <Modal title={text().title} onClose={() => (isWarned ? onDone() : setIsWarned(true))}>
      <p className="mb-4 text-soft">{text().text}</p>
      <div className="space-y-3">
        <CopyBlock label={text().token} code={token} />
        <CopyBlock label={text().sample} code={sample} />
      </div>
      <p role="alert" className="mt-4 text-bad empty:hidden">{isWarned && text().warning}</p>
      <div className="mt-5 flex justify-end"><Button variant="primary" onPress={onDone}>{text().done}</Button></div>
    </Modal>
  )
}
