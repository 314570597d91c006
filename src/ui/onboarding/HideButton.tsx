'use client'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import { useVerb } from '../useVerb.ts'

/** Hides a checklist for this person, on all their devices. */
export function HideButton({ preference, title }: { preference: string; title: string }) {
  const refresh = useRefresh()
  const notify = useNotify()
  const { isPending, run } = useVerb((error) => { notify({ tone: 'bad', text: sayFailure(error) }); return null })
  const hide = () =>
    run(async () => {
      await patchbayApi.hide(preference)
      refresh()
    })
  return <Button variant="quiet" size="s" className="ml-auto" isPending={isPending} aria-label={messages().firstSteps.hideThis(title)} onPress={() => void hide()}>{messages().firstSteps.hide}</Button>
}
