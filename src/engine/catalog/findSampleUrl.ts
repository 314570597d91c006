import { compilePattern } from './compilePattern.ts'
import type { CompiledAuthMethod, CredentialValues } from './CompiledProvider.ts'
import { expandTemplate } from './expandTemplate.ts'
import { isHostName } from './isHostName.ts'
import { sourceOf } from './sourceOf.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'
import { templateFields } from './templateFields.ts'

type Sample = { url: string; reason: null } | { url: null; reason: string }

/** An address with the rows’ own examples filled in, so that the outcome can be judged before anybody connects. */
export function findSampleUrl({ url, methods }: { url: string; methods: CompiledAuthMethod[] }): Sample {
  if (!url.includes('{{')) return { url, reason: null }
  for (const method of methods) {
    const values = sampleValues({ method, names: templateFields(url) })
    const missing = templateFields(url).find((name) => !Object.hasOwn(values, name))
    if (missing !== undefined) return { url: null, reason: `The field behind {{${missing}}} needs an example, so that this address can be checked.` }
    const filled = expandTemplate(url, values)
    const host = splitBaseUrl(filled)?.host ?? ''
    // A host without placeholders is judged as it stands.
    if (splitBaseUrl(url)?.host !== host && !isHostName(host)) return { url: null, reason: `With the fields’ examples this becomes ${filled}, which is not a valid address.` }
  }
  const [first] = methods
  return first === undefined ? { url: null, reason: 'There is no auth method.' } : { url: expandTemplate(url, sampleValues({ method: first, names: templateFields(url) })), reason: null }
}

function sampleValues({ method, names }: { method: CompiledAuthMethod; names: string[] }): CredentialValues {
  const values: CredentialValues = {}
  for (const name of names) {
    const derived = Object.hasOwn(method.derive, name) ? method.derive[name] : undefined
    const field = method.fields.find((one) => one.name === sourceOf({ name, derive: method.derive }))
    const example = field?.example ?? field?.default ?? field?.options?.[0]?.value ?? null
    if (example === null) continue
    const value = derived === undefined || !('from' in derived) ? example : compilePattern(derived.pattern).capture(example)
    if (value !== null) values[name] = value
  }
  return values
}
