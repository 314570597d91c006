'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { languageChoice } from './languageChoice.ts'

const text = () => messages().signIn
const inputClass = 'field-frame h-10 w-full px-3 outline-none'

/** `method="post"` so that a password can never land in an address, not even before the scripts have loaded. */
export function SignInForm({ returnPath }: { returnPath: string }) {
  const [isPending, setIsPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) alert.current?.focus()
  }, [problem])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    setIsPending(true)
    setProblem(null)
    try {
      const { user } = await patchbayApi.signIn({ email: String(form.get('email')).trim(), password: String(form.get('password')) })
      languageChoice.adopt(user?.language)
      window.location.assign(returnPath)
    } catch (error) {
      setProblem(explainSignIn(error))
      setIsPending(false)
    }
  }
  return (
    <form method="post" action="/api/users/login" onSubmit={submit} className="rounded-2xl border border-line bg-surface p-5 shadow-lift sm:p-6">
      {problem && (
        <div ref={alert} role="alert" tabIndex={-1} className="mb-4 flex gap-2.5 rounded-[10px] bg-bad-well px-3 py-2.5 text-bad">
          <Icon name="alert" className="mt-0.5" />
          <p>{problem}</p>
        </div>
      )}
      <label className="mb-3.5 block">
        <span className="mb-1.5 block font-[550]">{text().email}</span>
        <input name="email" type="email" autoComplete="username" required autoFocus className={inputClass} />
      </label>
      <label className="mb-5 block">
        <span className="mb-1.5 block font-[550]">{text().password}</span>
        <input name="password" type="password" autoComplete="current-password" required className={inputClass} />
      </label>
      <Button type="submit" variant="primary" isPending={isPending} className="h-10 w-full">{isPending ? text().submitting : text().submit}</Button>
    </form>
  )
}

const explainSignIn = (error: unknown): string => (error instanceof ApiError && error.status === 401 ? text().wrong : explainFailure(error).message)
