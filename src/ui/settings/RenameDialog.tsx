'use client'
import { type FormEvent, useId, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'

type Props = { connection: ConnectionView; onClose: () => void; onRenamed: (name: string) => void }

const text = () => messages().settings.rename

export function RenameDialog({ connection, onClose, onRenamed }: Props) {
  const id = useId()
  const [name, setName] = useState(connection.displayName)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setIsPending] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const displayName = name.trim()
    if (isPending) return
    if (displayName === '') return setProblem(text().empty)
    if (displayName === connection.displayName) return onClose()
    setIsPending(true)
    try {
      await patchbayApi.saveConnection({ workspaceId: connection.account, provider: connection.provider, connectionId: connection.id, version: connection.version, displayName })
      onRenamed(displayName)
    } catch (error) {
      const { message, hint } = explainFailure(error)
      setProblem(hint ? `${message} ${hint}` : message)
      setIsPending(false)
    }
  }
  return (
    <Modal title={text().title} width="s" onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <label htmlFor={id} className="mb-1.5 block font-[550]">{text().name}</label>
        <input id={id} value={name} maxLength={80} autoFocus onFocus={(event) => event.currentTarget.select()} onChange={(event) => { setName(event.target.value); setProblem(null) }} aria-invalid={problem !== null} aria-describedby={`${id}-problem`} className={`field-frame h-10 w-full px-3 outline-none ${problem ? 'border-bad!' : ''}`} />
        <p id={`${id}-problem`} role="alert" className="mt-1.5 min-h-5 text-sm text-bad">{problem}</p>
        <div className="mt-2 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>{text().save}</Button>
        </div>
      </form>
    </Modal>
  )
}
