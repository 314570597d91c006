import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'

/** What to say at the field of one's current password; null where the refusal is about something else. */
export function explainProof(error: unknown): string | null {
  const text = messages().account.you
  if (!(error instanceof ApiError)) return null
  if (error.code === 'rate_limited') return text.tooMany
  return error.problems[0]?.field === 'current' ? text.wrong : null
}
