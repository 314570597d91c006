import { messages } from '#src/messages/messages.ts'
import { ApiError } from './ApiError.ts'

/** Whatever went wrong, as a sentence and, where there is one, the cure. */
export function explainFailure(error: unknown): { message: string; hint: string | null } {
  // What the API tells a program (send a token) helps nobody whose page has outlived its session.
  if (error instanceof ApiError && error.code === 'unauthenticated') return { message: messages().session.ended, hint: null }
  if (error instanceof ApiError && error.problems[0]?.field === 'openedBy') return { message: messages().session.other, hint: null }
  if (error instanceof ApiError) return { message: error.message, hint: error.hint }
  return { message: messages().failure.text, hint: null }
}
