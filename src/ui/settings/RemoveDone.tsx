'use client'
import { messages } from '#src/messages/messages.ts'
import type { RemoveAnswer } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { ExternalLink } from '../primitives/ExternalLink.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { describeRemoval } from './describeRemoval.ts'
import type { RemoveKind } from './RemoveDialog.tsx'

const text = () => messages().settings.removed

/** What was destroyed, what was not, and where to finish it. */
export function RemoveDone({ kind, name, outcome, onClose }: { kind: RemoveKind; name: string; outcome: RemoveAnswer; onClose: () => void }) {
  const { title, provider, isLeft } = describeRemoval({ kind, name, revocation: outcome.connection.revocation })
  const { manageUrl } = outcome.result
  return (
    <Modal width="s" title={title} onClose={onClose}>
      <div role="status" className="space-y-1.5 text-soft">
        {provider && <p>{provider}</p>}
        {isLeft && manageUrl && <p><ExternalLink href={manageUrl}>{text().atProvider}</ExternalLink></p>}
        {kind === 'remove' && <p>{text().inTrash}</p>}
      </div>
      <div className="mt-5 flex justify-end"><Button variant="primary" data-autofocus onPress={onClose}>{messages().common.done}</Button></div>
    </Modal>
  )
}
