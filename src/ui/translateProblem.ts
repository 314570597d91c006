import { messages } from '#src/messages/messages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import type { ApiProblem } from './ApiError.ts'

/** A fault of a credential's value may speak in the words of the provider's row, which are shown as they are. */
const isRowsOwn = ({ code, field }: ApiProblem): boolean => (code === 'credential_format' || code === 'validation_failed') && field?.startsWith('credentialPayload.') === true

/** Faults of a row begin with their place; what is not known in this language still says more than the code. */
function sayRowFault({ message, field }: ApiProblem): string {
  const place = `${field === null || field === '' ? 'row' : field}: `
  const reason = message.startsWith(place) ? message.slice(place.length) : message
  return `${field === null || field === '' || reason === message ? '' : place}${translateSentence(reason) ?? reason}`
}

/** The problem in the reader's language: as exactly as it is known, else what its code says. */
export function translateProblem(problem: ApiProblem): ApiProblem {
  if (problem.code === null) return problem
  const byCode: { message: string; hint: string } | undefined = messages().problem.codes[problem.code]
  const say = (text: string, otherwise: string | undefined): string => translateSentence(text) ?? (isRowsOwn(problem) ? text : (otherwise ?? text))
  const message = problem.code === 'invalid_row' ? sayRowFault(problem) : say(problem.message, byCode?.message)
  return { ...problem, message, hint: problem.hint === null ? null : say(problem.hint, byCode?.hint) }
}
