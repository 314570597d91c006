import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { type OutgoingRequest, placeCredential } from './placeCredential.ts'
import type { RequestHeaders } from './RequestHeaders.ts'

type Target = OutgoingRequest & { method: CompiledAuthMethod; values: CredentialValues; /** As `placeCredential` takes it. */ basePath?: string }

/**
 * Puts a credential into a request at every place its auth method names. Nothing handed in is changed; header names
 * come back in lower case. Whatever the caller sent under an injected name is replaced, never doubled, and no value
 * can add a header, a parameter or a path segment: each is encoded for its place or refused. A place whose value
 * comes from an optional field that was left empty is left out.
 *
 * @throws PatchbayError `validation_failed` (a value is missing or cannot stand at its place), `credential_format`
 *   (a derived value cannot be made), `invalid_request` (the body cannot take the credential)
 */
export function injectCredential({ method, values, url, headers, body, basePath }: Target): OutgoingRequest {
  const request: OutgoingRequest = { url, headers: lowerCaseNames(headers), body }
  placeCredential({ method, values, request, ...(basePath === undefined ? {} : { basePath }) })
  return request
}

function lowerCaseNames(headers: RequestHeaders): RequestHeaders {
  const lower: RequestHeaders = {}
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = headers[name] as string | string[]
  return lower
}
