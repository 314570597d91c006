'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import type { SignedInUser } from './Viewing.tsx'

type Props = { kind: 'signedOut' | 'switched'; viewer: SignedInUser; accountName: string; onSignedIn: () => void; onGoOnHere: () => void; onCancel: () => void }

/** What stands between a press and what it asked for: the end of the session, or an account switched in another tab. */
export function SessionPrompt({ kind, viewer, accountName, onSignedIn, onGoOnHere, onCancel }: Props) {
  const text = messages().session
  if (kind === 'signedOut') return <Modal key={kind} width="s" title={text.title} onClose={onCancel}><SignInAgain isAlone viewer={viewer} onSignedIn={onSignedIn} onCancel={onCancel} /></Modal>
  return (
    <Modal key={kind} role="alertdialog" width="s" title={text.switched.title} onClose={onCancel}>
      <p className="break-words text-soft">{text.switched.text(accountName)}</p>
      <div className="mt-5 flex flex-wrap justify-end gap-2.5">
        <Button data-autofocus onPress={onCancel}>{messages().common.cancel}</Button>
        <Button variant="primary" className="max-w-full" onPress={onGoOnHere}><span className="truncate">{text.switched.goOn(accountName)}</span></Button>
      </div>
    </Modal>
  )
}
