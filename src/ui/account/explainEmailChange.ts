import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { sayFailure } from '../sayFailure.ts'
import { explainProof } from './explainProof.ts'

export type EmailProblem = { field: 'email' | 'current'; text: string }

/** Why an address to sign in with was not taken, and at which field to say it. Told by the code: the sentence is in the reader's language by now. */
export function explainEmailChange(error: unknown): EmailProblem {
  const text = messages().account.you
  const proof = explainProof(error)
  if (proof !== null) return { field: 'current', text: proof }
  if (error instanceof ApiError && error.problems[0]?.field === 'email') return { field: 'email', text: error.code === 'conflict' ? text.takenEmail : text.noEmail }
  return { field: 'current', text: sayFailure(error) }
}
