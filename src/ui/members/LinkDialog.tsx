'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { CopyBlock } from '../primitives/CopyBlock.tsx'
import { Modal } from '../primitives/Modal.tsx'

const text = () => messages().members.invited

/** Where no mail is sent: the one time that the link is shown. */
export function LinkDialog({ email, url, onClose }: { email: string; url: string; onClose: () => void }) {
  return (
    <Modal title={text().linkTitle} onClose={onClose}>
      <p className="mb-4 text-soft [overflow-wrap:anywhere]">{text().linkText(email)}</p>
      <CopyBlock label={text().link} code={url} />
      <div className="mt-5 flex justify-end"><Button variant="primary" onPress={onClose}>{messages().common.done}</Button></div>
    </Modal>
  )
}
