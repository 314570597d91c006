import { messages } from '#src/messages/messages.ts'
import { ApiError, type ApiProblem } from '#src/ui/ApiError.ts'

/** Whatever went wrong, as lines for people. */
export const problemsOf = (error: unknown): Pick<ApiProblem, 'message' | 'hint'>[] => (error instanceof ApiError ? error.problems : [{ message: messages().failure.text, hint: null }])
