'use client'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

/** For what is still coming: one press says that it is wanted, which platform admins count. */
export function WantButton({ accountId, name, whyNot }: { accountId: string; name: string; whyNot: string | null }) {
  const text = messages().catalogue.request
  const { problem, isPending, run } = useVerb(sayFailure)
  const [done, setDone] = useState<string | null>(null)
  const want = () =>
    run(async () => {
      const { isNew, doc } = await patchbayApi.requestProvider({ workspaceId: accountId, name, website: undefined, why: undefined })
      setDone(isNew ? text.sent(doc.name) : text.known(doc.name))
    })
  return (
    <div className="flex max-w-full flex-col items-start gap-1.5 sm:items-end">
      {done === null && <Button variant="primary" isDisabled={whyNot !== null} aria-describedby={whyNot === null ? undefined : 'why-not'} isPending={isPending} onPress={() => void want()} className="max-w-full"><span className="truncate" title={name}>{text.wanted(name)}</span></Button>}
      {whyNot && <p id="why-not" className="max-w-[36ch] text-sm text-faint sm:text-right">{whyNot}</p>}
      <p role="status" className={`max-w-[42ch] empty:hidden sm:text-right ${problem === null ? 'text-ok' : 'text-bad'}`}>{problem ?? done}</p>
    </div>
  )
}
