'use client'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { sayFailure } from '../sayFailure.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import { useVerb } from '../useVerb.ts'

/** Nothing to connect yet: tenants hear who can change that, and who can does it with one press. */
export function EmptyCatalogue({ isPlatformAdmin }: { isPlatformAdmin: boolean }) {
  const refresh = useRefresh()
  const notify = useNotify()
  const { isPending, run } = useVerb((error) => { notify({ tone: 'bad', text: sayFailure(error) }); return null })
  const { marketplace, catalogue } = messages()
  const load = () =>
    run(async () => {
      await patchbayApi.loadStarters()
      refresh()
    })
  return (
    <EmptyState title={marketplace.emptyTitle} text={isPlatformAdmin ? catalogue.empty.admin : marketplace.emptyText}>
      {isPlatformAdmin && (
        <>
          <Button variant="primary" isPending={isPending} onPress={() => void load()}>{catalogue.empty.load}</Button>
          <a href="/admin/collections/integration-providers" className={styleButton()}>{catalogue.empty.toPanel}</a>
        </>
      )}
    </EmptyState>
  )
}
