'use client'
import { type FormEvent, useState } from 'react'
import { checkPassword, shortestPassword } from '#src/engine/people/checkPassword.ts'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { explainProof } from './explainProof.ts'
import { ProofField } from './ProofField.tsx'

type Problem = { field: 'current' | 'next'; text: string }
const text = () => messages().account.you

/** A new password, for whoever knows the old one. The hidden address lets password managers know whose it is. */
export function PasswordForm({ email, onChanged }: { email: string; onChanged: (stillWork: OwnToken[]) => void }) {
  const notify = useNotify()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const { problem, say, isPending, run } = useVerb(explainChange)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (checkPassword({ password: next, email }) !== null) return say({ field: 'next', text: text().weak })
    void run(async () => {
      const { tokens } = await peopleApi.changePassword({ current, password: next })
      setCurrent('')
      setNext('')
      notify({ tone: 'ok', text: text().changed })
      onChanged(tokens)
    })
  }
  const said = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null)
  return (
    <form noValidate method="post" onSubmit={submit}>
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <ProofField value={current} problem={said('current')} onChange={(value) => { setCurrent(value); say(null) }} />
      <TextField label={text().next} type="password" autoComplete="new-password" value={next} hint={text().nextHint(shortestPassword)} problem={said('next')} onChange={(value) => { setNext(value); say(null) }} />
      <Button type="submit" isPending={isPending}>{text().change}</Button>
    </form>
  )
}

function explainChange(error: unknown): Problem {
  const proof = explainProof(error)
  if (proof !== null) return { field: 'current', text: proof }
  if (error instanceof ApiError && error.problems[0]?.field === 'password') return { field: 'next', text: text().weak }
  return { field: 'next', text: sayFailure(error) }
}
