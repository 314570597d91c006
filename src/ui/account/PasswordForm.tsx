'use client'
import { type FormEvent, useState } from 'react'
import { checkPassword, shortestPassword } from '#src/engine/people/checkPassword.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Problem = { field: 'current' | 'next'; text: string }
const text = () => messages().account.you

/** A new password, for whoever knows the old one. The hidden address lets password managers know whose it is. */
export function PasswordForm({ email }: { email: string }) {
  const notify = useNotify()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const { problem, say, isPending, run } = useVerb(explainChange)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (checkPassword({ password: next, email }) !== null) return say({ field: 'next', text: text().weak })
    void run(async () => {
      await peopleApi.changePassword({ current, password: next })
      setCurrent('')
      setNext('')
      notify({ tone: 'ok', text: text().changed })
    })
  }
  const said = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null)
  return (
    <form noValidate method="post" onSubmit={submit}>
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField label={text().current} type="password" autoComplete="current-password" value={current} problem={said('current')} onChange={(value) => { setCurrent(value); say(null) }} />
      <TextField label={text().next} type="password" autoComplete="new-password" value={next} hint={text().nextHint(shortestPassword)} problem={said('next')} onChange={(value) => { setNext(value); say(null) }} />
      <Button type="submit" isPending={isPending}>{text().change}</Button>
    </form>
  )
}

function explainChange(error: unknown): Problem {
  if (error instanceof ApiError) {
    if (error.code === 'rate_limited') return { field: 'current', text: text().tooMany }
    if (error.problems[0]?.field === 'current') return { field: 'current', text: text().wrong }
    if (error.problems[0]?.field === 'password') return { field: 'next', text: text().weak }
  }
  return { field: 'next', text: sayFailure(error) }
}
