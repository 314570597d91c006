import type { ErrorCode } from '#src/engine/errors.ts'

/** What the window a provider's consent page was in says when it is back; written by src/app/api/writeReturnPage.ts. */
export type ReturnMessage = {
  type: 'patchbay-oauth'
  /** The attempt it was about; null where none was found. */
  attempt: string | null
  outcome: 'connected' | 'asking' | 'failed'
  /** Id of the connection. */
  connection?: string
  /** Id of what waits for an answer. */
  held?: string
  problem?: { code: ErrorCode; message: string; hint: string; note: string | null }
}

/** Pages of our own origin write on the channel as well as this one's. */
export const isReturnMessage = (value: unknown): value is ReturnMessage => value !== null && typeof value === 'object' && (value as { type?: unknown }).type === 'patchbay-oauth'
