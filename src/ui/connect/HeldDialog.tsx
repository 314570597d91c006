'use client'
import { messages } from '#src/messages/messages.ts'
import type { HeldQuestion } from '../patchbayApi.ts'
import { Modal } from '../primitives/Modal.tsx'
import { InstallationChoice } from './InstallationChoice.tsx'
import { OtherAccount } from './OtherAccount.tsx'

type Props = { question: HeldQuestion; onUsed: () => void; onKept: () => void; onClose: () => void }

/** What is asked before a connection is made, for whoever came back in the same tab. */
export function HeldDialog({ question, onUsed, onKept, onClose }: Props) {
  const { connect } = messages()
  return (
    <Modal title={question.connection === null ? connect.title(question.displayName) : connect.reconnectTitle(question.displayName)} onClose={onClose}>
      {question.kind === 'account'
        ? <OtherAccount question={question} onUsed={onUsed} onKept={onKept} />
        : <InstallationChoice question={question} onChosen={onUsed} onKept={onKept} />}
    </Modal>
  )
}
