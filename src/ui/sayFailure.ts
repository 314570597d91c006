import { explainFailure } from './explainFailure.ts'

/** Whatever went wrong, and the cure, in one line. */
export function sayFailure(error: unknown): string {
  const { message, hint } = explainFailure(error)
  return hint ? `${message} ${hint}` : message
}
