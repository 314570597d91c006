'use client'
import { Button, toast } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { messages } from '#src/messages/messages.ts'
import { explainFailure } from '#src/ui/explainFailure.ts'
import { patchbayApi } from '#src/ui/patchbayApi.ts'

/** Hides the checklist for this person, here and on the tenants' pages. */
export function HideSteps({ preference }: { preference: string }) {
  const router = useRouter()
  const { hide, hideThis, platformTitle } = messages().firstSteps
  const leave = async (): Promise<void> => {
    try {
      await patchbayApi.hide(preference)
      router.refresh()
    } catch (error) {
      toast.error(explainFailure(error).message)
    }
  }
  return <Button aria-label={hideThis(platformTitle)} buttonStyle="none" className="provider-quiet" onClick={() => void leave()} size="small">{hide}</Button>
}
