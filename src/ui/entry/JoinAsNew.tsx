'use client'
import { type FormEvent, useState } from 'react'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { type Accepted, peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { NewPasswordField } from './NewPasswordField.tsx'

type Problem = { field: 'name' | 'password' | 'all'; text: string }
type Props = { token: string; email: string; onJoined: (accepted: Accepted) => Promise<never> }

const text = () => messages().entry.invitation
/** Back here after signing in: the tab remembers the link. */
const signInPath = `/sign-in?next=${encodeURIComponent('/invitations')}`

export function JoinAsNew({ token, email, onJoined }: Props) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { problem, say, isPending, run } = useVerb(explainJoin)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return say({ field: 'name', text: text().noName })
    if (checkPassword({ password, email }) !== null) return say({ field: 'password', text: text().weak })
    void run(async () => {
      const accepted = await peopleApi.accept({ token, person: { name: name.trim(), password } })
      // A member by now; a sign-in that fails is made up for on the next page.
      await patchbayApi.signIn({ email: accepted.email, password }).catch(() => undefined)
      return onJoined(accepted)
    })
  }
  const said = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null)
  const type = (set: (value: string) => void) => (value: string) => { set(value); say(null) }
  return (
    <>
      <h2 className="mb-3 text-base font-semibold">{text().newTitle}</h2>
      <form noValidate method="post" onSubmit={submit}>
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextField label={text().name} autoComplete="name" maxLength={120} autoFocus value={name} problem={said('name')} onChange={type(setName)} />
        <NewPasswordField label={text().password} value={password} problem={said('password')} onChange={type(setPassword)} />
        <p role="alert" className="mb-3 text-bad empty:hidden">{said('all')}</p>
        <Button type="submit" variant="primary" isPending={isPending} className="h-10 w-full">{isPending ? text().accepting : text().join}</Button>
      </form>
      <p className="mt-4 text-center"><a href={signInPath} className="inline-flex min-h-6 items-center text-link">{text().haveOne}</a></p>
    </>
  )
}

function explainJoin(error: unknown): Problem {
  if (error instanceof ApiError) {
    const field = error.problems[0]?.field
    if (error.code === 'rate_limited') return { field: 'all', text: messages().entry.tooMany }
    if (error.code === 'secret_in_plain_field') return { field: 'name', text: text().secretName }
    if (field === 'person.password' || field === 'password') return { field: 'password', text: text().weak }
    if (error.code === 'conflict') return { field: 'all', text: `${error.message} ${error.hint ?? ''}` }
  }
  return { field: 'all', text: sayFailure(error) }
}
