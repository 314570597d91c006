import type { CompiledAuthMethod } from '../catalog/CompiledProvider.ts'
import type { ResponseFacts } from '../catalog/TokenBlocks.ts'
import { readPointer } from '../verify/readPointer.ts'
import { captureFields } from './captureFields.ts'
import { GrantFault } from './GrantFault.ts'
import type { TokenGrant } from './TokenGrant.ts'

const maxLifeSeconds = 10 * 365 * 86_400
/** As one field of a credential. */
const maxTokenLength = 16_384

type Question = { name: string; method: CompiledAuthMethod; response: ResponseFacts; document: unknown; now: Date }

/**
 * The parts of a good token answer, wherever the row says they are. Anything odd that is not the token itself (a
 * lifetime that is no number, an empty refresh token, scopes in a list) is read kindly.
 * @throws GrantFault when there is no usable token in it
 */
export function readGrant({ name, method, response, document, now }: Question): TokenGrant {
  const accessToken = readToken(readPointer(document, response.accessToken))
  const given = readPointer(document, response.refreshToken)
  const refreshToken = given === undefined || given === null || given === '' ? null : readToken(given)
  if (accessToken === null || (refreshToken === null && typeof given === 'string' && given !== '')) {
    throw new GrantFault('provider_error', { kind: 'transient', message: `${name} answered without a token that could be sent.`, wasSent: true })
  }
  const captured = captureFields({ providerName: name, method, capture: response.capture, document, tokens: [accessToken, refreshToken] })
  return {
    accessToken,
    refreshToken,
    expiresInSeconds: readLife({ value: readPointer(document, response.expiresIn), now }) ?? response.expiresInSeconds,
    scopes: readScopes(readPointer(document, response.scope)),
    ...(Object.keys(captured).length === 0 ? {} : { captured }),
  }
}

/** What may stand in a header (RFC 6750 section 2.1): a line break in a token would begin a header of its own. */
const readToken = (value: unknown): string | null => (typeof value === 'string' && value.length <= maxTokenLength && /^[\x21-\x7e]+$/.test(value) ? value : null)

/** Seconds left: a number or text of seconds, a moment as epoch or date. Nothing sensible is not known. */
function readLife({ value, now }: { value: unknown; now: Date }): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,15}(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null
  const date = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) / 1000 : null
  const at = date ?? (number !== null && number > 1e9 ? (number > 1e11 ? number / 1000 : number) : null)
  const seconds = Math.floor(at === null ? (number ?? 0) : at - now.getTime() / 1000)
  // Zero and less is how some say that a token does not end; a token that had ended would not be given.
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, maxLifeSeconds) : null
}

function readScopes(value: unknown): string[] | null {
  const parts = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null
  return parts === null ? null : [...new Set(parts.filter((one) => /^[\x21-\x7e]{1,500}$/.test(one)))].slice(0, 500)
}
