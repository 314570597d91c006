import type { CompiledAuthMethod, CompiledProvider } from '../catalog/CompiledProvider.ts'
import { concreteBaseUrl } from '../catalog/concreteBaseUrl.ts'
import { concreteHosts } from '../catalog/concreteHosts.ts'
import type { OutboundRequest } from '../egress/Egress.ts'
import { filterRequestHeaders } from '../egress/filterRequestHeaders.ts'
import { joinUrl, pathOfBase } from '../egress/joinUrl.ts'
import { PatchbayError } from '../errors.ts'
import { injectedPlaces } from '../inject/injectedPlaces.ts'
import { type OutgoingRequest, placeCredential } from '../inject/placeCredential.ts'
import type { Candidate } from '../routing/chooseCredential.ts'
import { openCredential } from '../vault/openCredential.ts'
import type { DataKeys } from '../vault/DataKeys.ts'
import { checkHost } from '../verify/checkHost.ts'
import { knownSecrets } from '../verify/knownSecrets.ts'
import type { CallRequest } from './CallPorts.ts'
import { checkBuiltInUse } from './checkBuiltInUse.ts'

type Preparation = { dataKeys: DataKeys; compiled: CompiledProvider; candidate: Candidate; request: CallRequest }

/**
 * The caller's request as it goes out with this candidate's credential. Opening comes first, because the envelope
 * vouches for the agreed hosts: only then are they compared, and only then does the credential touch a request.
 * `secrets`: what must not come back in the answer's headers.
 *
 * @throws PatchbayError of the vault, `host_not_allowed`, `host_consent_required`, `built_in_not_allowed`,
 *   `provider_unavailable`, `invalid_request`, `validation_failed`
 */
export function prepareRequest({ dataKeys, compiled, candidate, request }: Preparation): { outbound: OutboundRequest; secrets: string[] } {
  const record = candidate.source === 'byo' ? candidate.connection : candidate.builtIn
  if (record.sealed === null) throw new PatchbayError('connection_disconnected')
  const method = methodOf({ compiled, key: record.authMethod })
  const values = openCredential(dataKeys, record.sealed)
  const base = concreteBaseUrl({ compiled, method, values, service: request.service })
  const basePath = pathOfBase(base)
  const url = joinUrl({ base, path: request.path, query: request.query ?? undefined })

  checkHost({ url, rowHosts: concreteHosts({ compiled, method, values }), agreedHosts: record.sealed.agreedHosts })
  if (candidate.source === 'byo') requireAgreedSending({ compiled, method, service: request.service, agreed: record.sealed.agreedHosts })
  if (candidate.source === 'built_in') checkBuiltInUse({ compiled, builtIn: candidate.builtIn, request, url, basePath })

  const isScrubbed = compiled.scrubAnswers === true
  const headers = filterRequestHeaders(request.headers, { injectedNames: isScrubbed ? [...injectedPlaces(method).headers, ...unsearchable] : injectedPlaces(method).headers })
  if (isScrubbed) headers['accept-encoding'] = 'identity'
  const sent: OutgoingRequest = { url, headers, body: request.body }
  placeCredential({ method, values, request: sent, basePath })
  const outbound = {
    method: request.method,
    url: sent.url,
    headers: sent.headers,
    body: sent.body,
    bodyBytes: sent.body === request.body && !(sent.body instanceof Uint8Array) ? request.bodyBytes : undefined,
    signal: request.signal,
    headersTimeoutMs: compiled.timeoutSeconds * 1000,
  }
  return { outbound, secrets: knownSecrets({ method, values }) }
}

/** Headers by which an answer comes compressed or in pieces, where a credential is not found. */
const unsearchable = ['accept-encoding', 'range', 'if-range']

/** An edited row may not send a key in another way than its owner agreed to; the platform's own keys are its own affair. */
function requireAgreedSending({ compiled, method, service, agreed }: { compiled: CompiledProvider; method: CompiledAuthMethod; service: string | null; agreed: string[] }): void {
  const base = service === null ? compiled.baseMarks.default : compiled.baseMarks.services[service]
  if (agreed.includes(method.marks.sending) && typeof base === 'string' && agreed.includes(base)) return
  throw new PatchbayError('host_consent_required', { message: `The row of ${compiled.name} now sends the key in another way, or to another address, than this connection’s owner agreed to.`, hint: 'An account admin can agree to it in Settings → Integrations.' })
}

function methodOf({ compiled, key }: { compiled: CompiledProvider; key: string }): CompiledAuthMethod {
  const method = compiled.authMethods.find((one) => one.key === key)
  if (method !== undefined) return method
  throw new PatchbayError('provider_unavailable', { message: `${compiled.name} no longer offers the way this connection signs in.`, hint: 'Connect it again in the Marketplace.' })
}
