import { messages } from '#src/messages/messages.ts'
import { ApiError, type ApiProblem } from '#src/ui/ApiError.ts'
import { sayPlace } from '../sayPlace.ts'

/** Whatever went wrong, as lines for people; a fault of a row with its place as the form calls it. */
export const problemsOf = (error: unknown): Pick<ApiProblem, 'message' | 'hint'>[] => (error instanceof ApiError ? error.problems.map(placed) : [{ message: messages().failure.text, hint: null }])

const placed = ({ code, field, message, hint }: ApiProblem): Pick<ApiProblem, 'message' | 'hint'> =>
  code === 'invalid_row' && field !== null && message.startsWith(`${field}: `) ? { message: `${sayPlace(field)}: ${message.slice(field.length + 2)}`, hint } : { message, hint }
