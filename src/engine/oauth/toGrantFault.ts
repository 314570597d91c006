import { isEgressFault } from '../egress/EgressFault.ts'
import { isPatchbayError } from '../errors.ts'
import { GrantFault, isGrantFault } from './GrantFault.ts'

type Question = {
  cause: unknown
  /** Provider's name, for the sentence. */
  name: string
  signal: AbortSignal | undefined
}

const faultOfRow = new Set(['host_not_allowed', 'invalid_request', 'method_not_allowed', 'provider_unavailable', 'host_consent_required'])

/** Whatever kept an exchange from ending → why there is no token. An abort of the caller's that is no deadline stays what it is. */
export function toGrantFault({ cause, name, signal }: Question): unknown {
  if (isGrantFault(cause)) return cause
  if (signal?.aborted) return isDeadline(signal.reason) ? late({ name, cause }) : signal.reason
  // The library quotes the answer it does not like in its cause, and answers hold tokens.
  if (!isPatchbayError(cause)) return new GrantFault('provider_error', { kind: 'transient', message: `${name} answered the request for a token with something that cannot be understood.`, wasSent: true })
  if (cause.code === 'response_too_large') return new GrantFault('response_too_large', { kind: 'transient', message: `${name} answered the request for a token with more than ${maxTokenAnswerBytes / 1024} kB.`, wasSent: true })
  const wasSent = isEgressFault(cause) ? cause.wasSent : false
  const isValueAtFault = cause.code === 'validation_failed' || cause.code === 'credential_format'
  const kind = isValueAtFault ? 'permanent' : faultOfRow.has(cause.code) ? 'configuration' : 'transient'
  return new GrantFault(cause.code, { kind, message: cause.message, hint: cause.hint, wasSent, field: cause.field, cause })
}

/** Largest answer of a token endpoint that is read. */
export const maxTokenAnswerBytes = 65_536

const isDeadline = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError'

// Nobody knows how far it came: what may have been sent counts as sent.
const late = ({ name, cause }: Pick<Question, 'name' | 'cause'>): GrantFault =>
  new GrantFault('provider_timeout', { kind: 'transient', message: `${name} did not answer the request for a token in time.`, wasSent: true, cause })
