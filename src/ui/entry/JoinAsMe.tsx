'use client'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { type Accepted, peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Props = { token: string; own: string; invited: string; onJoined: (accepted: Accepted) => Promise<never> }
const text = () => messages().entry.invitation

/** One press for whoever the invitation names; with another address it is said, and pressed on purpose. */
export function JoinAsMe({ token, own, invited, onJoined }: Props) {
  const { problem, isPending, run } = useVerb(sayFailure)
  const isOther = own.toLowerCase() !== invited.toLowerCase()
  const accept = () => run(async () => onJoined(await peopleApi.accept({ token, ...(isOther ? { as: own } : {}) })))
  const signOut = () => run(async () => {
    await patchbayApi.signOut()
    window.location.reload()
  })
  return (
    <>
      {isOther && <p className="mb-4 rounded-[10px] bg-well px-3.5 py-2.5 [overflow-wrap:anywhere]">{text().other(own)}</p>}
      <p role="alert" className="mb-3 text-bad empty:hidden">{problem}</p>
      <div className="flex flex-col gap-2.5">
        <Button variant={isOther ? 'ghost' : 'primary'} isPending={isPending} className="h-auto! min-h-10 py-1.5 [overflow-wrap:anywhere] whitespace-normal!" onPress={() => void accept()}>{isPending ? text().accepting : isOther ? text().acceptAs(own) : text().accept}</Button>
        {isOther && <Button variant="primary" isDisabled={isPending} onPress={() => void signOut()}>{text().signOut}</Button>}
      </div>
    </>
  )
}
