'use client'
import { messages } from '#src/messages/messages.ts'
import type { AccountQuestion } from '../patchbayApi.ts'
import { Modal } from '../primitives/Modal.tsx'
import { OtherAccount } from './OtherAccount.tsx'

type Props = { question: AccountQuestion; onUsed: () => void; onKept: () => void; onClose: () => void }

/** The question which account is meant, for whoever came back in the same tab. */
export const HeldDialog = ({ question, onUsed, onKept, onClose }: Props) => (
  <Modal title={messages().connect.reconnectTitle(question.displayName)} onClose={onClose}>
    <OtherAccount question={question} onUsed={onUsed} onKept={onKept} />
  </Modal>
)
