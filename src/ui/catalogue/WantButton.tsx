'use client'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'

/** For what is still coming: one press says that it is wanted, which platform admins count. */
export function WantButton({ accountId, name, whyNot }: { accountId: string; name: string; whyNot: string | null }) {
  const text = messages().catalogue.request
  const [state, setState] = useState<{ isPending: boolean; said: string | null; isBad: boolean }>({ isPending: false, said: null, isBad: false })
  const want = async () => {
    setState({ isPending: true, said: null, isBad: false })
    try {
      const { isNew, doc } = await patchbayApi.requestProvider({ workspaceId: accountId, name, website: undefined, why: undefined })
      setState({ isPending: false, said: isNew ? text.sent(doc.name) : text.known(doc.name), isBad: false })
    } catch (error) {
      setState({ isPending: false, said: explainFailure(error).message, isBad: true })
    }
  }
  const isDone = state.said !== null && !state.isBad
  return (
    <div className="flex max-w-full flex-col items-start gap-1.5 sm:items-end">
      {!isDone && <Button variant="primary" isDisabled={whyNot !== null} aria-describedby={whyNot === null ? undefined : 'why-not'} isPending={state.isPending} onPress={want} className="max-w-full"><span className="truncate" title={name}>{text.wanted(name)}</span></Button>}
      {whyNot && <p id="why-not" className="max-w-[36ch] text-sm text-faint sm:text-right">{whyNot}</p>}
      <p role="status" className={`max-w-[42ch] empty:hidden sm:text-right ${state.isBad ? 'text-bad' : 'text-ok'}`}>{state.said}</p>
    </div>
  )
}
