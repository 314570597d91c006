'use client'
import { type FormEvent, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi, type RemoveAnswer } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { ImpactList } from './ImpactList.tsx'
import { isInUse } from './isInUse.ts'
import { RemoveDone } from './RemoveDone.tsx'
import { useImpact } from './useImpact.ts'

export type RemoveKind = 'revoke' | 'remove'
type Props = { kind: RemoveKind; connection: ConnectionView; canDeactivate: boolean; onClose: () => void; onRemoved: () => void; onDeactivate: () => void }

const text = () => messages().settings.remove

/** First what will stop, then the way that can be undone, then the button; what is in use asks for its name. */
export function RemoveDialog({ kind, connection, canDeactivate, onClose, onRemoved, onDeactivate }: Props) {
  const { impact, isUnknown } = useImpact(connection.id)
  const [typed, setTyped] = useState('')
  const { problem, isPending, run } = useVerb(sayFailure)
  const [outcome, setOutcome] = useState<RemoveAnswer | null>(null)
  const mustType = isUnknown || (impact !== null && isInUse(impact))
  const isReady = (impact !== null || isUnknown) && (!mustType || typed.trim() === connection.displayName.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    void run(async () => {
      const answer = kind === 'remove' ? await patchbayApi.deleteConnection(connection.id) : await patchbayApi.revokeConnection(connection.id)
      setOutcome(answer)
      onRemoved()
    })
  }
  if (outcome) return <RemoveDone kind={kind} name={connection.displayName} outcome={outcome} onClose={onClose} />
  return (
    <Modal role="alertdialog" width="s" title={kind === 'remove' ? text().deleteTitle(connection.displayName) : text().revokeTitle(connection.displayName)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="text-soft">{kind === 'remove' ? text().deleteText : text().revokeText}</p>
        <ImpactList impact={impact} isUnknown={isUnknown} />
        {mustType && (
          <label className="mb-4 block">
            <span className="mb-1.5 block font-[550]">{text().typeName(connection.displayName)}</span>
            <input value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} className="field-frame h-10 w-full px-3 outline-none" />
          </label>
        )}
        <p role="alert" className="mb-3 text-bad empty:hidden">{problem}</p>
        {canDeactivate && <p className="mb-4 text-sm text-faint">{text().insteadHint}</p>}
        <div className="flex flex-wrap items-center gap-2.5">
          {canDeactivate && <Button variant="link" size="bare" isDisabled={isPending} onPress={onDeactivate} className="mr-auto">{text().instead}</Button>}
          <div className="ml-auto flex gap-2.5">
            <Button onPress={onClose}>{messages().common.cancel}</Button>
            <Button type="submit" variant="danger" isDisabled={!isReady} isPending={isPending}>{kind === 'remove' ? text().confirmDelete : text().confirmRevoke}</Button>
          </div>
        </div>
      </form>
    </Modal>
  )
}
