'use client'
import { type FormEvent, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { useRefresh } from '../shell/useRefresh.ts'
import { useVerb } from '../useVerb.ts'
import { type EmailProblem, explainEmailChange } from './explainEmailChange.ts'
import { ProofField } from './ProofField.tsx'

const text = () => messages().account.you

/** Another address to sign in with, for whoever knows the password. */
export function EmailForm({ email: now }: { email: string }) {
  const refresh = useRefresh()
  const notify = useNotify()
  const [email, setEmail] = useState('')
  const [current, setCurrent] = useState('')
  const { problem, say, isPending, run } = useVerb(explainEmailChange)
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
      refresh()
    })
  }
  const said = (field: EmailProblem['field']): string | null => (problem?.field === field ? problem.text : null)
  return (
    <form noValidate method="post" onSubmit={submit}>
      <p className="mb-3.5">{text().emailNow}: <span className="font-[550] break-all">{now}</span></p>
      <TextField label={text().nextEmail} type="email" autoComplete="email" maxLength={254} value={email} problem={said('email')} onChange={(value) => { setEmail(value); say(null) }} />
      <ProofField value={current} problem={said('current')} onChange={(value) => { setCurrent(value); say(null) }} />
      <Button type="submit" isPending={isPending}>{text().changeEmail}</Button>
    </form>
  )
}
