import { messages } from '#src/messages/messages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import type { ApiProblem } from './ApiError.ts'

/** A fault of a credential's value may speak in the words of the provider's row, which are shown as they are. */
const isRowsOwn = ({ code, field }: ApiProblem): boolean => (code === 'credential_format' || code === 'validation_failed') && field?.startsWith('credentialPayload.') === true

/** The problem in the reader's language: as exactly as it is known, else what its code says. */
export function translateProblem(problem: ApiProblem): ApiProblem {
  if (problem.code === null) return problem
  const byCode: { message: string; hint: string } | undefined = messages().problem.codes[problem.code]
  const say = (text: string, otherwise: string | undefined): string => translateSentence(text) ?? (isRowsOwn(problem) ? text : (otherwise ?? text))
  return { ...problem, message: say(problem.message, byCode?.message), hint: problem.hint === null ? null : say(problem.hint, byCode?.hint) }
}
