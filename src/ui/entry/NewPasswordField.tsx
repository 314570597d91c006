'use client'
import { useState } from 'react'
import { shortestPassword } from '#src/engine/people/checkPassword.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { TextField } from '../primitives/TextField.tsx'

type Props = { label: string; value: string; problem: string | null; onChange: (value: string) => void; autoFocus?: boolean }
const text = () => messages().entry.reset

/** A password one makes up: typed once and shown on demand, which loses fewer people than typing it twice. */
export function NewPasswordField({ label, value, problem, onChange, autoFocus = false }: Props) {
  const [isShown, setIsShown] = useState(false)
  return (
    <TextField label={label} type={isShown ? 'text' : 'password'} autoComplete="new-password" autoFocus={autoFocus} spellCheck={false} value={value} hint={text().hint(shortestPassword)} problem={problem} onChange={onChange}>
      <Button variant="quiet" size="s" aria-pressed={isShown} className="mr-1 shrink-0" onPress={() => setIsShown(!isShown)}>{isShown ? text().hide : text().show}</Button>
    </TextField>
  )
}
