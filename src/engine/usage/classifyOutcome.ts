import type { CallOutcome } from '../ports.ts'
import type { UsageError } from './UsageCounts.ts'

type Outcome = Pick<CallOutcome, 'status' | 'code' | 'isRefused' | 'attempts'>

/** Which error a call was, or null when it got an answer that is none. */
export function classifyOutcome({ status, code, isRefused, attempts }: Outcome): UsageError | null {
  if (code === 'provider_timeout') return 'timeouts'
  // The same fault says either, by whether an answer had begun.
  if (code === 'provider_unreachable' && status === null) return 'unreachable'
  if (code !== null) return attempts === 0 ? 'notSent' : 'brokenOff'
  if (status === null) return 'givenUp'
  if (isRefused) return 'refused'
  if (status === 429) return 'rateLimited'
  if (status >= 500) return 'serverErrors'
  return status >= 400 ? 'clientErrors' : null
}
