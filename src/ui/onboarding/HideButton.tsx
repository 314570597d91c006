'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'

/** Hides a checklist for this person, on all their devices. */
export function HideButton({ preference, title }: { preference: string; title: string }) {
  const router = useRouter()
  const notify = useNotify()
  const [isPending, setIsPending] = useState(false)
  const hide = async () => {
    setIsPending(true)
    try {
      await patchbayApi.hide(preference)
      router.refresh()
    } catch (error) {
      setIsPending(false)
      notify({ tone: 'bad', text: explainFailure(error).message })
    }
  }
  return <Button variant="quiet" size="s" className="ml-auto" isPending={isPending} aria-label={messages().firstSteps.hideThis(title)} onPress={hide}>{messages().firstSteps.hide}</Button>
}
