import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import type { ApiError } from '../ApiError.ts'
import type { HeldQuestion } from '../patchbayApi.ts'

/** Where the dialog is. What was typed is kept in all of them but the last. */
export type Phase =
  | { name: 'editing'; isStopped?: boolean }
  | { name: 'working'; isTested: boolean }
  /** The session ended: after signing in the same request goes on. */
  | { name: 'signedOut' }
  /** The account was switched in another tab: the person says whether to go on here. */
  | { name: 'switched' }
  | { name: 'refused'; error: ApiError; isTested: boolean; /** Everything that was wrong is said at the fields. */ isAtFields: boolean }
  /** The browser did not let a window open for the provider's consent page. */
  | { name: 'blocked' }
  /** The person is at the provider. Closed: nothing was heard since, which need not mean that nothing comes. */
  | { name: 'away'; attempt: string; isClosed: boolean }
  /** Another account answered than the connection was made with. */
  | { name: 'asking'; question: HeldQuestion }
  | { name: 'saved'; connection: ConnectionView; result: TestResult | null }

/** What is known about one field's value besides the value. */
export type FieldNote = {
  removed: string[]
  /** The text as it was pasted, where it can be had back. */
  pasted: string | null
  /** What a paste did beyond this field. */
  said: string | null
  warning: string | null
  other: { key: string; name: string } | null
  problem: string | null
}

export const noNote: FieldNote = { removed: [], pasted: null, said: null, warning: null, other: null, problem: null }
