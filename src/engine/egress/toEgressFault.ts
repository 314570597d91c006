import { type ErrorCode, isPatchbayError } from '../errors.ts'
import { EgressFault, isEgressFault } from './EgressFault.ts'

// What undici and node say, by code. Anything else that ends a connection counts as "could not be reached".
const CODES: Record<string, [code: ErrorCode, message: string]> = {
  UND_ERR_HEADERS_TIMEOUT: ['provider_timeout', 'The provider did not begin to answer in time.'],
  UND_ERR_BODY_TIMEOUT: ['provider_timeout', 'The provider fell silent in the middle of its answer.'],
  UND_ERR_HEADERS_OVERFLOW: ['response_too_large', 'The headers of the provider’s answer are too large.'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['provider_unreachable', 'The provider’s answer broke off.'],
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: ['invalid_request', 'The request body is not as long as announced.'],
  UND_ERR_INVALID_ARG: ['invalid_request', 'The request cannot be sent as it is.'],
  UND_ERR_NOT_SUPPORTED: ['invalid_request', 'The request cannot be sent as it is.'],
  UND_ERR_CLOSED: ['internal', 'Patchbay is shutting down.'],
  UND_ERR_DESTROYED: ['internal', 'Patchbay is shutting down.'],
}

/** Whatever ended an exchange → the one kind of error `send` and its body streams give. */
export function toEgressFault({ error, wasSent }: { error: unknown; wasSent: boolean }): EgressFault {
  if (isEgressFault(error)) return error
  if (isPatchbayError(error)) return new EgressFault(error.code, { message: error.message, hint: error.hint, wasSent, cause: error })
  const code = codeOf(error)
  // undici's parser errors have a name of their own and mostly no code.
  const isParserFault = error instanceof Error && error.name === 'HTTPParserError'
  const known = CODES[code] ?? (isParserFault ? (['provider_error', 'The provider’s answer is not valid HTTP.'] as const) : undefined)
  const [mapped, message] = known ?? ['provider_unreachable', `The connection to the provider failed${code && ` (${code})`}.`]
  // A parser error carries the bytes it choked on, and a provider may have echoed the credential in them.
  return new EgressFault(mapped, { message, wasSent, cause: isParserFault ? undefined : error })
}

/** Node's own code of a fault (ECONNRESET, CERT_HAS_EXPIRED, …): never holds a value. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') return code
  const first = error instanceof AggregateError ? error.errors[0] : undefined
  return first === undefined ? '' : codeOf(first)
}
