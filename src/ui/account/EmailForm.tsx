'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
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

type Problem = { field: 'email' | 'current'; text: string }
const text = () => messages().account.you

/** Another address to sign in with, for whoever knows the password. */
export function EmailForm({ email: now }: { email: string }) {
  const router = useRouter()
  const notify = useNotify()
  const [email, setEmail] = useState('')
  const [current, setCurrent] = useState('')
  const { problem, say, isPending, run } = useVerb(explainChange)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = email.trim().toLowerCase()
    if (!/^\S+@\S+$/.test(wanted)) return say({ field: 'email', text: text().noEmail })
    if (wanted === now.toLowerCase()) return say({ field: 'email', text: text().sameEmail })
    void run(async () => {
      await peopleApi.changeEmail({ email: wanted, current })
      setEmail('')
      setCurrent('')
      notify({ tone: 'ok', text: text().emailChanged(wanted) })
      router.refresh()
    })
  }
  const said = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null)
  return (
    <form noValidate method="post" onSubmit={submit}>
      <p className="mb-3.5">{text().emailNow}: <span className="font-[550] break-all">{now}</span></p>
      <TextField label={text().nextEmail} type="email" autoComplete="email" maxLength={254} value={email} problem={said('email')} onChange={(value) => { setEmail(value); say(null) }} />
      <ProofField value={current} problem={said('current')} onChange={(value) => { setCurrent(value); say(null) }} />
      <Button type="submit" isPending={isPending}>{text().changeEmail}</Button>
    </form>
  )
}

function explainChange(error: unknown): Problem {
  const proof = explainProof(error)
  if (proof !== null) return { field: 'current', text: proof }
  if (error instanceof ApiError && error.problems[0]?.field === 'email') return { field: 'email', text: error.problems[0].message.includes('no e-mail') ? text().noEmail : text().takenEmail }
  return { field: 'current', text: sayFailure(error) }
}
