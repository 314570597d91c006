import type { Readable } from 'node:stream'
import type { CompiledAuthMethod, CredentialValues, Injection } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import { templateFields } from '../catalog/templateFields.ts'
import { checkHeaderValue } from './checkHeaderValue.ts'
import { encodeCookieValue } from './encodeCookieValue.ts'
import { encodeUrlValue } from './encodeUrlValue.ts'
import { injectBodyField } from './injectBodyField.ts'
import { injectPathPrefix } from './injectPathPrefix.ts'
import { replaceParameter } from './replaceParameter.ts'
import type { RequestHeaders } from './RequestHeaders.ts'

type OutgoingRequest = {
  url: URL
  headers: RequestHeaders
  /** A stream can only be passed on: a method that injects into the body refuses it. */
  body: Uint8Array | Readable | null
}

type Target = OutgoingRequest & {
  method: CompiledAuthMethod
  values: CredentialValues
  /** Path of the base URL (default `/`); injections of `in: 'path'` go right behind it. */
  basePath?: string
}

/**
 * Puts a credential into a request at every place its auth method names. Nothing handed in is changed; header names
 * come back in lower case. Whatever the caller sent under an injected name is replaced, never doubled, and no value
 * can add a header, a parameter or a path segment: each is encoded for its place or refused. A place whose value
 * comes from an optional field that was left empty is left out.
 *
 * @throws PatchbayError `validation_failed` (a value is missing or cannot stand at its place), `credential_format`
 *   (a derived value cannot be made), `invalid_request` (the body cannot take the credential)
 */
export function injectCredential({ method, values: given, url, headers, body, basePath = '/' }: Target): OutgoingRequest {
  const values = deriveValues(method, given)
  const request: OutgoingRequest = { url, headers: lowerCaseNames(headers), body }
  let prefix = ''
  for (const injection of method.inject) {
    if (isLeftOut({ injection, method, values })) continue
    if (injection.in === 'path') prefix += expandPath({ template: injection.value, values })
    else place({ injection, value: expandTemplate(injection.value, values), request })
  }
  if (prefix !== '') request.url = injectPathPrefix({ url: request.url, basePath, prefix })
  return request
}

type Placement = { injection: Exclude<Injection, { in: 'path' }>; value: string; request: OutgoingRequest }

function place({ injection, value, request }: Placement): void {
  const { name } = injection
  switch (injection.in) {
    case 'header':
      request.headers[name.toLowerCase()] = checkHeaderValue({ name, value })
      return
    case 'query':
      request.url = new URL(request.url)
      request.url.search = replaceParameter({ text: request.url.search.slice(1), name, value: encodeUrlValue({ name, value }) })
      return
    case 'cookie': {
      const others = cookiePairs(request.headers.cookie).filter((pair) => pair.split('=')[0] !== name)
      request.headers.cookie = [...others, `${name}=${encodeCookieValue({ name, value })}`].join('; ')
      return
    }
    case 'body':
      request.body = injectBodyField({ name, value, headers: request.headers, body: request.body })
  }
}

const cookiePairs = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')

/** The template's own text stands as it is; each value is encoded, so that a token may hold a colon but never a slash. */
export function expandPath({ template, values }: { template: string; values: CredentialValues }): string {
  const encoded: CredentialValues = {}
  for (const name of templateFields(template)) {
    const value = values[name]
    // Bot tokens hold a colon, which RFC 3986 section 3.3 allows in a path segment and some services insist on.
    if (value !== undefined) encoded[name] = encodeUrlValue({ name, value }).replaceAll('%3A', ':')
  }
  return expandTemplate(template, encoded)
}

function isLeftOut({ injection, method, values }: { injection: Injection; method: CompiledAuthMethod; values: CredentialValues }): boolean {
  const empty = method.fields.filter((field) => (!field.required || field.showWhen !== undefined) && (values[field.name] ?? '') === '')
  return empty.length > 0 && templateFields(injection.value).some((name) => empty.some((field) => field.name === name))
}

function lowerCaseNames(headers: RequestHeaders): RequestHeaders {
  const lower: RequestHeaders = {}
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = headers[name] as string | string[]
  return lower
}
