/** Why a call did not get what it asked for; one class a call. Client-safe. */
export const usageErrors = ['refused', 'rateLimited', 'clientErrors', 'serverErrors', 'unreachable', 'timeouts', 'brokenOff', 'notSent', 'givenUp'] as const

/**
 * refused: the credential · rateLimited: 429 · clientErrors, serverErrors: other 4xx and 5xx · unreachable: no connection ·
 * timeouts: no answer in time, or silence within it · brokenOff: the answer ended early or could not be read · notSent:
 * Patchbay refused before anything went out · givenUp: the caller left before there was an answer.
 */
export type UsageError = (typeof usageErrors)[number]

/** What is counted of one connection, or of an account's use of a built-in credential, in one hour. */
export type UsageCounts = {
  /** With this credential; a call that went on to another counts for both. */
  calls: number
  /** Times the credential was handed to the platform's own code. */
  handedOut: number
  /** Requests sent: more than `calls` are retries. */
  attempts: number
  /** Calls meant for it that were served by another: it had refused, was cooling, or was busy. */
  passedOver: number
  errors: Record<UsageError, number>
  /** Of bodies. */
  requestBytes: number
  responseBytes: number
  /** Calls by the time until the answer began, in the classes of `latencyBoundsMs`, and one more for all slower ones. */
  latency: number[]
  /** Calls whose answers said how many tokens they took. */
  meteredCalls: number
  tokensIn: number
  tokensOut: number
  /** As the answers say, in US dollars. */
  cost: number
}
