'use client'
import { type FormEvent, useState } from 'react'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { explainFailure } from '../explainFailure.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { EntryCard } from './EntryCard.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import { useLinkToken } from './useLinkToken.ts'

const text = () => messages().entry.reset

export function ResetForm() {
  const { token, forget } = useLinkToken('/reset-password')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setIsPending] = useState(false)
  const [end, setEnd] = useState<'done' | 'gone' | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isPending || !token) return
    if (checkPassword({ password, email: '' }) !== null) return setProblem(text().weak)
    setIsPending(true)
    try {
      await peopleApi.resetPassword({ token, password })
      forget()
      setEnd('done')
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) setEnd('gone')
      else setProblem(error instanceof ApiError && error.code === 'rate_limited' ? messages().entry.tooMany : error instanceof ApiError && error.code === 'validation_failed' ? text().weak : explainFailure(error).message)
    } finally {
      setIsPending(false)
    }
  }
  if (end === 'done') return <Ending title={text().doneTitle} said={text().doneText} href="/sign-in" verb={text().signIn} />
  if (end === 'gone' || token === null) return <Ending title={text().goneTitle} said={text().goneText} href="/forgot-password" verb={text().another} />
  return (
    <EntryCard>
      <form noValidate method="post" onSubmit={submit}>
        <NewPasswordField label={text().password} value={password} problem={problem} autoFocus onChange={(value) => { setPassword(value); setProblem(null) }} />
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={token === undefined} className="h-10 w-full">{isPending ? text().saving : text().save}</Button>
      </form>
    </EntryCard>
  )
}

const Ending = ({ title, said, href, verb }: { title: string; said: string; href: string; verb: string }) => (
  <EntryCard>
    <div role="status">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-1 mb-4 text-soft">{said}</p>
    </div>
    <a href={href} className={styleButton({ variant: 'primary' })}>{verb}</a>
  </EntryCard>
)
