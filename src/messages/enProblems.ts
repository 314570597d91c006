import { type ErrorCode, errorCatalogue } from '#src/engine/errors.ts'

type Problems = {
  /** What each code says where nothing more exact is known. */
  codes: Record<ErrorCode, { message: string; hint: string }>
  /** What the API says in English, and how that is said here; `{1}`, `{2}` stand for names and numbers. */
  sentences: [english: string, translated: string][]
}

/** The API speaks English already. */
export const enProblems: Problems = { codes: errorCatalogue, sentences: [] }
