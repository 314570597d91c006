'use client'
import { useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { OrderList } from './OrderList.tsx'

type Props = { account: string; provider: { key: string; name: string }; /** Those everybody sees, as they are asked now. */ connections: ConnectionView[]; onClose: () => void; onSaved: () => void; onStale: () => void }

/** The order is tried out here and saved in one go; what somebody else saved meanwhile is shown instead of overwritten. */
export function OrderDialog({ account, provider, connections, onClose, onSaved, onStale }: Props) {
  const text = messages().connections.order
  const [wished, setWished] = useState<string[] | null>(null)
  const { problem, say, isPending, run } = useVerb((error) => {
    if (!(error instanceof ApiError && (error.code === 'version_conflict' || error.code === 'conflict'))) return sayFailure(error)
    setWished(null)
    onStale()
    return text.stale
  })
  const byId = new Map(connections.map((one) => [one.id, one]))
  // After somebody else's change the list is theirs: places of connections that are gone mean nothing.
  const ids = wished !== null && wished.length === connections.length && wished.every((id) => byId.has(id)) ? wished : connections.map((one) => one.id)
  const save = () =>
    run(async () => {
      await patchbayApi.saveOrder({ workspaceId: account, provider: provider.key, connections: ids.flatMap((id) => byId.get(id) ?? []).map(({ id, version }) => ({ id, version })) })
      onSaved()
    })
  return (
    <Modal title={text.title(provider.name)} onClose={onClose}>
      <p className="mb-4 text-soft">{text.text}</p>
      <OrderList items={ids.map((id) => ({ id, name: byId.get(id)?.displayName ?? '', status: byId.get(id)?.status ?? 'active' }))} onMove={(next) => { setWished(next); say(null) }} />
      <p role="alert" className="mt-3 text-bad empty:hidden">{problem}</p>
      <div className="mt-5 flex justify-end gap-2.5">
        <Button onPress={onClose}>{messages().common.cancel}</Button>
        <Button variant="primary" isPending={isPending} onPress={() => void save()}>{text.save}</Button>
      </div>
    </Modal>
  )
}
