'use client'
import { type FormEvent, useId, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import type { SignedInUser } from './Viewing.tsx'

type Props = { viewer: SignedInUser; /** In a dialog of its own, which has the title. */ isAlone?: boolean; onSignedIn: () => void; onCancel: () => void }

/** Where the work is, so that leaving for the sign-in page does not lose what was typed. Only the same person can go on. */
export function SignInAgain({ viewer, isAlone = false, onSignedIn, onCancel }: Props) {
  const text = messages().session
  const id = useId()
  const [isPending, setIsPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    if (isPending) return
    setIsPending(true)
    try {
      const { user } = await patchbayApi.signIn({ email: viewer.email, password: String(new FormData(form).get('password')) })
      if (user?.id !== viewer.id) throw new ApiError({ status: 0, problems: [{ code: null, message: text.other, hint: null, field: null, note: null, requestId: null }] })
      onSignedIn()
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401 ? text.wrong : explainFailure(error).message)
      setIsPending(false)
      form.querySelector<HTMLInputElement>('[name="password"]')?.select()
    }
  }
  return (
    <form method="post" action="/api/users/login" onSubmit={submit} aria-label={text.title} className={isAlone ? '' : 'rise rounded-[10px] border border-line-strong bg-well px-3.5 py-3'}>
      {!isAlone && <h3 className="font-semibold">{text.title}</h3>}
      <p className="mt-0.5 break-words text-soft">{text.text(viewer.email)}</p>
      <input type="hidden" name="email" autoComplete="username" value={viewer.email} />
      <label htmlFor={id} className="mt-3 mb-1.5 block font-[550]">{text.password}</label>
      <input id={id} name="password" type="password" autoComplete="current-password" required autoFocus aria-invalid={problem !== null} aria-describedby={`${id}-problem`} className="field-frame h-10 w-full px-3 outline-none" />
      <p id={`${id}-problem`} role="alert" className="mt-1.5 text-sm text-bad empty:hidden">{problem}</p>
      <div className="mt-3 flex flex-wrap justify-end gap-2.5">
        <Button onPress={onCancel}>{messages().common.cancel}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>{text.submit}</Button>
      </div>
    </form>
  )
}
