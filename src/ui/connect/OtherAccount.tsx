'use client'
import { useId, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { type AccountQuestion, patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'

type Props = { question: AccountQuestion; /** The connection goes on with the other account. */ onUsed: () => void; /** It stays as it was. */ onKept: () => void }

/** Somebody signed in at the provider as another than the connection was made with: which of them is meant. */
export function OtherAccount({ question, onUsed, onKept }: Props) {
  const text = messages().authorize.other
  const id = useId()
  const [busy, setBusy] = useState<'use' | 'keep' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [was, now] = [question.was ?? text.unknown, question.now ?? text.unknown]
  const answer = async (choice: 'use' | 'keep') => {
    setBusy(choice)
    try {
      await (choice === 'use' ? patchbayApi.keepHeldGrant(question.attempt) : patchbayApi.dropHeldGrant(question.attempt))
      if (choice === 'use') onUsed()
      else onKept()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.code === 'not_found' ? text.gone : error.message)
      setBusy(null)
    }
  }
  return (
    <div role="alertdialog" aria-labelledby={id} aria-describedby={`${id}-text`} className="rise rounded-[10px] border border-line-strong bg-well px-3.5 py-3">
      <p id={id} className="font-semibold">{text.title}</p>
      <p id={`${id}-text`} className="mt-0.5 break-words text-soft">{text.text({ name: question.displayName, was, now })}</p>
      {problem && <p role="alert" className="mt-1.5 text-bad">{problem}</p>}
      <div className="mt-3 flex flex-wrap justify-end gap-2.5">
        <Button onPress={() => void answer('keep')} isPending={busy === 'keep'} isDisabled={busy === 'use'} autoFocus className="max-w-full"><span className="truncate">{text.keep(was)}</span></Button>
        <Button variant="primary" onPress={() => void answer('use')} isPending={busy === 'use'} isDisabled={busy === 'keep'} className="max-w-full"><span className="truncate">{text.use(now)}</span></Button>
      </div>
    </div>
  )
}
