import type { Readable } from 'node:stream'
import type { CompiledAuthMethod, CredentialValues, Injection } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import { templateFields } from '../catalog/templateFields.ts'
import { checkHeaderValue } from './checkHeaderValue.ts'
import { encodeCookieValue } from './encodeCookieValue.ts'
import { encodeUrlValue } from './encodeUrlValue.ts'
import { expandPath } from './expandPath.ts'
import { injectBodyField } from './injectBodyField.ts'
import { injectPathPrefix } from './injectPathPrefix.ts'
import { replaceParameter } from './replaceParameter.ts'
import type { RequestHeaders } from './RequestHeaders.ts'

export type OutgoingRequest = {
  url: URL
  headers: RequestHeaders
  /** A stream can only be passed on: a method that injects into the body refuses it. */
  body: Uint8Array | Readable | null
}

type Target = {
  method: CompiledAuthMethod
  values: CredentialValues
  /** Nobody else's: it is changed. Header names in lower case. */
  request: OutgoingRequest
  /** Path of the base URL (default `/`); injections of `in: 'path'` go right behind it. */
  basePath?: string
}

/**
 * Puts a credential into a request at every place its auth method names; else as `injectCredential`, which works on a
 * copy. The URL and the body are replaced, never written into.
 */
export function placeCredential({ method, values: given, request, basePath = '/' }: Target): void {
  const values = deriveValues(method, given)
  let prefix = ''
  for (const injection of method.inject) {
    if (isLeftOut({ injection, method, values })) continue
    if (injection.in === 'path') prefix += expandPath({ template: injection.value, values })
    else place({ injection, value: expandTemplate(injection.value, values), request })
  }
  if (prefix !== '') request.url = injectPathPrefix({ url: request.url, basePath, prefix })
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

function isLeftOut({ injection, method, values }: { injection: Injection; method: CompiledAuthMethod; values: CredentialValues }): boolean {
  const empty = method.fields.filter((field) => (!field.required || field.showWhen !== undefined) && (values[field.name] ?? '') === '')
  return empty.length > 0 && templateFields(injection.value).some((name) => empty.some((field) => field.name === name))
}
