import type { CompiledAuthMethod, CompiledProvider, CredentialValues, TestRequest } from '../catalog/CompiledProvider.ts'
import { concreteBaseUrl } from '../catalog/concreteBaseUrl.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandDeep } from '../catalog/expandDeep.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import { joinUrl } from '../egress/joinUrl.ts'
import { checkHeaderValue } from '../inject/checkHeaderValue.ts'
import { encodeUrlValue } from '../inject/encodeUrlValue.ts'
import { expandPath } from '../inject/expandPath.ts'
import { injectCredential } from '../inject/injectCredential.ts'
import type { RequestHeaders } from '../inject/RequestHeaders.ts'

type Parts = { compiled: CompiledProvider; method: CompiledAuthMethod; test: TestRequest; values: CredentialValues }

/** The row's test request with the credential in place, ready to send. */
export function buildTestRequest({ compiled, method, test, values: given }: Parts): { url: URL; headers: RequestHeaders; body: Uint8Array | null } {
  const values = deriveValues(method, given)
  const base = concreteBaseUrl({ compiled, method, values: given, service: test.service })
  const query = Object.entries(test.query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeUrlValue({ name, value: expandTemplate(value, values) })}`)
  const url = joinUrl({ base, path: expandPath({ template: test.path, values }), query: query.length === 0 ? undefined : query.join('&') })

  // Nobody needs a coded answer of at most 1 MB, and uncoded ones leave nothing to unfold.
  const headers: RequestHeaders = { accept: 'application/json, */*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'patchbay' }
  for (const [name, value] of Object.entries(test.headers)) headers[name.toLowerCase()] = checkHeaderValue({ name, value: expandTemplate(value, values) })
  const body = test.body === null ? null : Buffer.from(JSON.stringify(expandDeep(test.body, values)))
  if (body !== null) headers['content-type'] ??= 'application/json'

  const request = injectCredential({ method, values: given, url, headers, body, basePath: new URL(base).pathname })
  return { ...request, body: request.body instanceof Uint8Array ? request.body : null }
}
