'use client'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../ApiError.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import { useVerb } from '../useVerb.ts'

type Words = { name: string; hint?: string; empty: string; secret: string; save: string; saved: string }
type Props = { words: Words; name: string; autoComplete?: string; isDisabled?: boolean; onSave: (name: string) => Promise<unknown> }

/** One name and its button: of an account, or of a person. */
export function NameForm({ words, name, autoComplete = 'off', isDisabled = false, onSave }: Props) {
  const refresh = useRefresh()
  const notify = useNotify()
  const [value, setValue] = useState(name)
  const { problem, say, isPending, run } = useVerb((error) => (error instanceof ApiError && error.code === 'secret_in_plain_field' ? words.secret : sayFailure(error)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim() === '') return say(words.empty)
    void run(async () => {
      await onSave(value.trim())
      notify({ tone: 'ok', text: words.saved })
      refresh()
    })
  }
  return (
    <form noValidate onSubmit={submit}>
      <TextField label={words.name} value={value} maxLength={120} autoComplete={autoComplete} disabled={isDisabled} hint={words.hint ?? ''} problem={problem} onChange={(next) => { setValue(next); say(null) }} />
      {!isDisabled && <Button type="submit" isPending={isPending}>{words.save}</Button>}
    </form>
  )
}
