'use client'
import { messages } from '#src/messages/messages.ts'
import { TextField } from '../primitives/TextField.tsx'

type Props = { value: string; problem: string | null; onChange: (value: string) => void }

/** One's current password, asked for before something that a session alone must not do. */
export const ProofField = (props: Props) => <TextField label={messages().account.you.current} type="password" autoComplete="current-password" {...props} />
