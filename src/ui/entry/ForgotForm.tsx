'use client'
import { type FormEvent, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { EntryCard } from './EntryCard.tsx'

const text = () => messages().entry.forgot

/** Says the same whoever has a sign-in, as the server does. */
export function ForgotForm() {
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { problem, say, isPending, run } = useVerb(explainAsking)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const address = email.trim()
    if (!/^\S+@\S+\.\S+$/.test(address)) return say(text().wrong)
    void run(async () => {
      await peopleApi.forgotPassword(address)
      setSentTo(address)
    })
  }
  if (sentTo !== null) {
    return (
      <EntryCard>
        <div role="status">
          <h2 className="text-base font-semibold">{text().sentTitle}</h2>
          <p className="mt-1 text-soft [overflow-wrap:anywhere]">{text().sentText(sentTo)}</p>
        </div>
        <Button className="mt-4" onPress={() => { setSentTo(null); setEmail('') }}>{text().again}</Button>
      </EntryCard>
    )
  }
  return (
    <EntryCard>
      <form noValidate method="post" action="/api/users/forgot-password" onSubmit={submit}>
        <TextField label={text().email} name="email" type="email" autoComplete="username" autoFocus maxLength={254} value={email} problem={problem} onChange={(value) => { setEmail(value); say(null) }} />
        <Button type="submit" variant="primary" isPending={isPending} className="h-10 w-full">{isPending ? text().sending : text().send}</Button>
      </form>
    </EntryCard>
  )
}

function explainAsking(error: unknown): string {
  if (error instanceof ApiError && error.code === 'rate_limited') return messages().entry.tooMany
  return error instanceof ApiError && error.code === 'validation_failed' ? text().wrong : sayFailure(error)
}
