'use client'
import { type FormEvent, useState } from 'react'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { EntryCard } from './EntryCard.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import { useLinkToken } from './useLinkToken.ts'

const text = () => messages().entry.reset

export function ResetForm() {
  const { token, forget } = useLinkToken('/reset-password')
  const [password, setPassword] = useState('')
  const [end, setEnd] = useState<'done' | 'gone' | null>(null)
  const [stillWork, setStillWork] = useState<OwnToken[]>([])
  const { problem, say, isPending, run } = useVerb((error) => {
    if (!(error instanceof ApiError && error.status === 404)) return explainReset(error)
    setEnd('gone')
    return null
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!token) return
    if (checkPassword({ password, email: '' }) !== null) return say(text().weak)
    void run(async () => {
      const { tokens } = await peopleApi.resetPassword({ token, password })
      setStillWork(tokens)
      forget()
      setEnd('done')
    })
  }
  if (end === 'done' && stillWork.length > 0) return <Ending title={text().doneTitle} said={text().stillWork(stillWork.length)} tokens={stillWork} href="/sign-in?next=/settings/you" verb={text().revoke} />
  if (end === 'done') return <Ending title={text().doneTitle} said={text().doneText} href="/sign-in" verb={text().signIn} />
  if (end === 'gone' || token === null) return <Ending title={text().goneTitle} said={text().goneText} href="/forgot-password" verb={text().another} />
  return (
    <EntryCard>
      <form noValidate method="post" onSubmit={submit}>
        <NewPasswordField label={text().password} value={password} problem={problem} autoFocus onChange={(value) => { setPassword(value); say(null) }} />
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={token === undefined} className="h-10 w-full">{isPending ? text().saving : text().save}</Button>
      </form>
    </EntryCard>
  )
}

const Ending = ({ title, said, tokens = [], href, verb }: { title: string; said: string; tokens?: OwnToken[]; href: string; verb: string }) => (
  <EntryCard>
    <div role="status">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-1 mb-4 text-soft">{said}</p>
      {tokens.length > 0 && <ul className="mb-4 list-disc pl-4.5 [overflow-wrap:anywhere] marker:text-faint">{tokens.map(({ id, name, account }) => <li key={id}>{name}{account !== null && <span className="text-faint"> · {account}</span>}</li>)}</ul>}
    </div>
    <a href={href} className={styleButton({ variant: 'primary' })}>{verb}</a>
  </EntryCard>
)

function explainReset(error: unknown): string {
  if (error instanceof ApiError && error.code === 'rate_limited') return messages().entry.tooMany
  return error instanceof ApiError && error.code === 'validation_failed' ? text().weak : sayFailure(error)
}
