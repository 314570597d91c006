import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import type { ApiError } from '../ApiError.ts'

/** Where the dialog is: typing, one request under way, refused (values kept), or done. */
export type Phase =
  | { name: 'editing' }
  | { name: 'working'; isTested: boolean }
  | { name: 'refused'; error: ApiError; isTested: boolean; /** Everything that was wrong is said at the fields. */ isAtFields: boolean }
  | { name: 'saved'; connection: ConnectionView; result: TestResult | null }

/** What is known about one field's value besides the value. */
export type FieldNote = { removed: string[]; warning: string | null; other: { key: string; name: string } | null; problem: string | null }

export const noNote: FieldNote = { removed: [], warning: null, other: null, problem: null }
