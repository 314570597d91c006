import { allowInsecureRequests, customFetch, revocationRequest } from 'oauth4webapi'
import type { CredentialValues } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandDeep } from '../catalog/expandDeep.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import type { RevocationRequest } from '../catalog/TokenBlocks.ts'
import { checkHeaderValue } from '../inject/checkHeaderValue.ts'
import { readPointer } from '../verify/readPointer.ts'
import { askForToken, type TokenAnswer, type TokenRequest } from './askForToken.ts'
import { authenticateClient } from './authenticateClient.ts'
import { concreteExchangeUrl } from './concreteExchangeUrl.ts'
import { isPatchbayError } from '../errors.ts'
import { signAsApp } from './mintInstallationToken.ts'
import type { ObtainQuestion } from './obtainToken.ts'
import { requireExchange } from './requireExchange.ts'
import { resolveEndpoints } from './resolveEndpoints.ts'
import { toTokenBody } from './toTokenBody.ts'

type Question = Omit<ObtainQuestion, 'usePrevious' | 'now'> & { now?: Date }

/** `unsupported`: the row knows no way, or there is nothing to take back. `failed`: worth another try. */
export type RevocationOutcome = 'revoked' | 'unsupported' | 'failed'

/**
 * Tells the service that a grant is over: by the row's own request, else by RFC 7009, once. Never throws for what the
 * service does; an abort by the caller is `failed` too.
 * @throws GrantFault `host_consent_required`: nothing is sent in a way nobody agreed to, and no later try mends that
 */
export async function revokeGrant({ now = new Date(), ...rest }: Question): Promise<RevocationOutcome> {
  const question = { ...rest, now }
  const { method, values } = question
  if (!values.accessToken && !values.refreshToken) return 'unsupported'
  const own = (method.app ?? method.oauth)?.revocation ?? null
  requireExchange(question)
  try {
    if (own !== null) return await bySelfMade({ question, own })
    return method.oauth && !method.app ? await byStandard(question) : 'unsupported'
  } catch (cause) {
    if (isPatchbayError(cause) || question.signal?.aborted) return 'failed'
    throw cause
  }
}

type Asked = Omit<Question, 'now'> & { now: Date }

/** The refresh token where there is one: with it goes the whole grant (RFC 7009 section 2.1). */
async function byStandard(question: Asked): Promise<RevocationOutcome> {
  const { egress, compiled, method, client, values, now, signal } = question
  const { oauth } = method
  if (!oauth) return 'unsupported'
  const { revocationUrl, tokenUrl, issuer } = await resolveEndpoints({ ...question, source: client.source })
  if (revocationUrl === null) return 'unsupported'
  const answers: TokenAnswer[] = []
  const carry = async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }): Promise<Response> => {
    const { headers, body } = toTokenBody({ init, bodyFormat: oauth.bodyFormat })
    answers.push(await askForToken({ egress, name: compiled.name, request: { method: init.method, url: new URL(url), headers, body }, now, signal }))
    return new Response()
  }
  const name = values.refreshToken ? 'refresh_token' : 'access_token'
  const all = deriveValues(method, values)
  const headers = Object.fromEntries(Object.entries(oauth.tokenHeaders).map(([header, value]) => [header, expandTemplate(value, all)]))
  const authentication = await authenticateClient({ client, clientAuth: oauth.clientAuth, name: compiled.name, audience: issuer ?? tokenUrl })
  await revocationRequest({ issuer: issuer ?? tokenUrl, revocation_endpoint: revocationUrl }, { client_id: client.clientId }, authentication, String(values.refreshToken || values.accessToken), {
    [allowInsecureRequests]: true, [customFetch]: carry, headers, additionalParameters: { token_type_hint: name },
  })
  return outcomeOf({ answer: answers[0], okWhen: oauth.response.okWhen })
}

async function bySelfMade({ question, own }: { question: Asked; own: RevocationRequest }): Promise<RevocationOutcome> {
  const answer = await askForToken({ ...question, name: question.compiled.name, request: await buildRequest({ question, own }) })
  return outcomeOf({ answer, okWhen: own.okWhen })
}

async function buildRequest({ question, own }: { question: Asked; own: RevocationRequest }): Promise<TokenRequest> {
  const { compiled, method, client, now } = question
  const { name } = compiled
  const values: CredentialValues = deriveValues(method, { ...question.values, clientId: client.clientId })
  const url = concreteExchangeUrl({ compiled, method, template: own.url, values, source: client.source })
  const headers = new Headers(Object.entries(own.headers).map(([header, value]): [string, string] => [header, checkHeaderValue({ name: header, value: expandTemplate(value, values) })]))
  if (own.auth === 'token') headers.set('authorization', `Bearer ${values.accessToken ?? ''}`)
  else if (own.auth === 'app') headers.set('authorization', `Bearer ${await signAsApp({ client, name, now })}`)
  else await (await authenticateClient({ client, clientAuth: 'basic', name, audience: String(url) }))({ issuer: String(url) }, { client_id: client.clientId }, new URLSearchParams(), headers)
  const body = own.body === null ? null : JSON.stringify(expandDeep(own.body, values))
  if (body !== null && !headers.has('content-type')) headers.set('content-type', 'application/json')
  return { method: own.method, url, headers: Object.fromEntries(headers), body }
}

type Told = { answer: TokenAnswer | undefined; okWhen: RevocationRequest['okWhen'] }

function outcomeOf({ answer, okWhen }: Told): RevocationOutcome {
  if (answer === undefined) return 'failed'
  // A grant the service no longer knows is over.
  const isGone = answer.status === 404 || ['invalid_token', 'invalid_grant'].includes(String(readPointer(answer.document, '/error')))
  if (isGone && answer.status < 500) return 'revoked'
  const isYes = okWhen === null || readPointer(answer.document, okWhen.pointer) === okWhen.equals
  return answer.status >= 200 && answer.status < 300 && isYes ? 'revoked' : 'failed'
}
