import type { TestResult } from '../connections/ConnectionView.ts'

/** What stands where a secret stood. */
export const dots = '••••••••'

export type NamedText = { name: string; value: string }

/** The test request as it went out, with dots for everything secret. */
export type ShownRequest = {
  method: string
  /** Without the query. */
  url: string
  /** Names and values decoded, in the order sent. */
  query: NamedText[]
  headers: NamedText[]
  body: string | null
}

/** What the service answered, redacted and short. */
export type ShownAnswer = { status: number; headers: NamedText[]; body: string; isCut: boolean }

/** Outcome of trying a row with a temporary key: nothing of it is stored. */
export type DryRunReport = {
  /** Key of the auth method that was tried. */
  authMethod: string
  /** null when the row has no test, so that nothing was sent. */
  request: ShownRequest | null
  result: TestResult
  /** Scopes the answer told of, or null. */
  scopes: string[] | null
  /** null when nothing came back. */
  answer: ShownAnswer | null
}
