'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { styleButton } from '../primitives/styleButton.ts'

/** Nothing to connect yet: tenants hear who can change that, and who can does it with one press. */
export function EmptyCatalogue({ isPlatformAdmin }: { isPlatformAdmin: boolean }) {
  const router = useRouter()
  const notify = useNotify()
  const [isPending, setIsPending] = useState(false)
  const { marketplace, catalogue } = messages()
  const load = async () => {
    setIsPending(true)
    try {
      await patchbayApi.loadStarters()
      router.refresh()
    } catch (error) {
      setIsPending(false)
      notify({ tone: 'bad', text: explainFailure(error).message })
    }
  }
  return (
    <EmptyState title={marketplace.emptyTitle} text={isPlatformAdmin ? catalogue.empty.admin : marketplace.emptyText}>
      {isPlatformAdmin && (
        <>
          <Button variant="primary" isPending={isPending} onPress={load}>{catalogue.empty.load}</Button>
          <a href="/admin/collections/integration-providers" className={styleButton()}>{catalogue.empty.toPanel}</a>
        </>
      )}
    </EmptyState>
  )
}
