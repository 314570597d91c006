import type { CompiledAuthMethod, CompiledProvider, CredentialValues, TestRequest } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { dots, type NamedText, type ShownRequest } from '../catalog/DryRunReport.ts'
import { secretNames } from '../catalog/secretNames.ts'
import { buildTestRequest } from './buildTestRequest.ts'
import { hideSecrets } from './hideSecrets.ts'

type Parts = { compiled: CompiledProvider; method: CompiledAuthMethod; test: TestRequest; values: CredentialValues }

/** Every place takes these letters as they are: host label, path, query, header, cookie, JSON. */
const standIn = 'q7hiddenvalue7q'

/**
 * The test request as `buildTestRequest` makes it, for people to read. It is made a second time with a stand-in for
 * every secret and everything made of one, so that no encoding of a secret can be in it; what a plain field repeats of
 * a secret is then hidden by its value.
 *
 * @throws PatchbayError as `buildTestRequest`
 */
export function showRequest({ compiled, method, test, values }: Parts): ShownRequest {
  const { url, headers, body } = buildTestRequest({ compiled, method: { ...method, type: 'custom', derive: {} }, test, values: coverValues({ method, values }) })
  const hide = hideSecrets({ method, values })
  const show = (text: string): string => hide(text.replaceAll(standIn, dots))
  const shown = ([name, value]: [string, string]): NamedText => ({ name: show(name), value: show(value) })
  return {
    method: test.method,
    url: show(`${url.origin}${url.pathname}`),
    query: [...url.searchParams].map(shown),
    headers: [['host', url.host] as [string, string], ...Object.entries(headers).map(([name, value]): [string, string] => [name, [value].flat().join(', ')])].map(shown),
    body: body === null ? null : show(readable(body)),
  }
}

/** All values the templates can use, already derived: nothing is left to be made of a secret. */
function coverValues({ method, values }: Pick<Parts, 'method' | 'values'>): CredentialValues {
  const secret = secretNames(method)
  const plain = new Set(method.fields.filter((field) => !field.secret).map((field) => field.name))
  const isCovered = (name: string): boolean => secret.has(name) || (Object.hasOwn(values, name) && !plain.has(name))
  return Object.fromEntries(Object.entries(deriveValues(method, values)).map(([name, value]) => [name, isCovered(name) && value !== '' ? standIn : value]))
}

function readable(body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8')
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
