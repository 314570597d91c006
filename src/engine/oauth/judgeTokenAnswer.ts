import type { ResponseFacts } from '../catalog/TokenBlocks.ts'
import { findExplanation } from '../verify/findExplanation.ts'
import { readPointer } from '../verify/readPointer.ts'
import type { TokenAnswer } from './askForToken.ts'
import { GrantFault, type GrantFaultDetails, type GrantFaultKind } from './GrantFault.ts'

export type TokenVerdictFacts = {
  name: string
  response: ResponseFacts
  answer: TokenAnswer
  /** A code, a refresh token, the account's own values, or an app's signature. */
  shown: 'code' | 'grant' | 'login' | 'app'
  /** Whose client or app it was. */
  client: 'platform' | 'account'
  secrets: string[]
  /** The row counts this answer as a refused credential. */
  isRefused?: boolean
}

/**
 * Whether an answer is a yes; a no is thrown as what it means for the connection (RFC 6749 section 5.2, and the row's
 * own codes). A no that cannot be understood is never held against the connection.
 * @throws GrantFault
 */
export function judgeTokenAnswer(facts: TokenVerdictFacts): void {
  const { answer, response } = facts
  const { status, document } = answer
  const code = errorCodeOf({ document, response })
  const isYes = response.okWhen === null || readPointer(document, response.okWhen.pointer) === response.okWhen.equals
  const isGood = status >= 200 && status < 300 && code === null && isYes && typeof document === 'object' && document !== null
  if (!isGood) throw refusalOf({ facts, code })
}

/** A code, not a sentence: `error` may hold either. */
function errorCodeOf({ document, response }: { document: unknown; response: ResponseFacts }): string | null {
  const found = readPointer(document, response.error)
  return typeof found === 'string' && found !== '' ? found.slice(0, 100) : null
}

const deadGrant = new Set(['invalid_grant'])
const refusedClient = new Set(['invalid_client', 'unauthorized_client', 'access_denied'])
const faultOfRequest = new Set(['invalid_request', 'unsupported_grant_type', 'invalid_scope', 'invalid_target', 'unsupported_response_type'])
/** The service's own word that it did nothing; no status says that, since whoever stands in front of it may have sent one. */
const notNow = new Set(['temporarily_unavailable', 'slow_down', 'authorization_pending'])
const passing = new Set([...notNow, 'server_error'])

type Refusal = { facts: TokenVerdictFacts; code: string | null }

function refusalOf({ facts, code }: Refusal): GrantFault {
  const { name, answer, response, secrets } = facts
  const { status, text, document, retryAfterSeconds } = answer
  const kind = kindOf({ facts, code })
  const words = answer.isWebPage ? undefined : findExplanation({ text, document, errorAt: response.errorDescription, secrets })
  const details = { kind, note: words, wasSent: true, wasRefused: kind === 'permanent' || kind === 'rate_limited' || (code !== null && (status < 500 || notNow.has(code))), ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) }
  if (kind === 'rate_limited') return new GrantFault('rate_limited', { ...details, message: `${name} asked us to slow down.` })
  if (kind === 'permanent') return permanent({ facts, details, code })
  if (kind === 'configuration') return new GrantFault(status >= 300 && status < 400 ? 'provider_error' : 'provider_unavailable', { ...details, message: configurationSentence({ facts, code }) })
  const happened = answer.isWebPage ? 'answered the request for a token with a web page' : status >= 200 && status < 300 ? 'answered the request for a token with something that cannot be understood' : `answered the request for a token with status ${status}`
  // Somebody in between gave up waiting, and the service may yet have answered.
  return new GrantFault(status === 408 || status === 504 ? 'provider_timeout' : 'provider_error', { ...details, message: `${name} ${happened}.` })
}

function kindOf({ facts: { answer, response, shown, client, isRefused = false }, code }: Refusal): GrantFaultKind {
  const { status } = answer
  if (isRefused || (code !== null && response.permanentErrors.includes(code))) return 'permanent'
  if (status === 429 || (status === 403 && answer.retryAfterSeconds !== null)) return 'rate_limited'
  if (status >= 500 || (code !== null && passing.has(code))) return 'transient'
  if (code !== null && deadGrant.has(code)) return 'permanent'
  if (code !== null && refusedClient.has(code)) return client === 'account' ? 'permanent' : 'configuration'
  if (code !== null && faultOfRequest.has(code)) return 'configuration'
  if (status >= 300 && status < 400) return 'configuration'
  // Neither of these names a code of OAuth's: the status is the word. What an app no longer finds was taken from it.
  if (shown === 'login' && (status === 401 || status === 403)) return 'permanent'
  if (shown === 'app' && status === 401) return client === 'account' ? 'permanent' : 'configuration'
  if (shown === 'app' && [403, 404, 410].includes(status)) return 'permanent'
  return 'transient'
}

type Permanent = Refusal & { details: Omit<GrantFaultDetails, 'message'> }

function permanent({ facts: { name, shown, client, answer }, details, code }: Permanent): GrantFault {
  const isOwn = shown === 'login' || (shown === 'app' && answer.status === 401) || (client === 'account' && code !== null && refusedClient.has(code))
  const message = isOwn ? `${name} did not accept what this connection signs in with.` : `${name} has ended this authorization.`
  if (shown === 'code' && !isOwn) return new GrantFault('reauth_required', { ...details, message: `${name} did not accept its own answer: it was used before, or came too late.`, hint: 'Start again with Authorize.' })
  return new GrantFault(isOwn ? 'credential_rejected' : 'reauth_required', { ...details, message })
}

function configurationSentence({ facts: { name, answer, client }, code }: Refusal): string {
  if (answer.status >= 300 && answer.status < 400) return `${name} answered the request for a token with a redirect, which is not followed: the provider row’s address may be out of date.`
  if (client === 'platform' && (answer.status === 401 || (code !== null && refusedClient.has(code)))) return `${name} does not accept the platform’s client.`
  return `${name} does not accept the way the provider row asks for a token (${code ?? answer.status}).`
}
