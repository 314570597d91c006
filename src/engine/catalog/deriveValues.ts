import { PatchbayError } from '../errors.ts'
import { compilePattern } from './compilePattern.ts'
import type { CompiledAuthMethod, CredentialValues } from './CompiledProvider.ts'
import { expandTemplate } from './expandTemplate.ts'
import { makesNothing } from './makesNothing.ts'
import { templateFields } from './templateFields.ts'

/**
 * The values a method's templates can use: the given ones, defaults of fields left empty, what `derive` takes out of
 * them, and for basic methods `basicCredentials` (RFC 7617 section 2, user-pass in UTF-8). Applying it twice changes
 * nothing. A value taken from a field that is absent is absent too. Not to be changed: where nothing is made, they are the given ones.
 *
 * @throws PatchbayError `credential_format` naming the field from which a value cannot be taken
 */
export function deriveValues(method: CompiledAuthMethod, values: CredentialValues): Readonly<CredentialValues> {
  if (makesNothing(method)) return values
  const all: CredentialValues = { ...values }
  for (const field of method.fields) {
    if (field.default !== null && !Object.hasOwn(all, field.name)) all[field.name] = field.default
  }
  for (const [name, derivation] of Object.entries(method.derive)) {
    const made = 'from' in derivation ? takePart({ method, name, derivation, all }) : encodeText({ template: derivation.template, all })
    if (made !== null) all[name] = made
  }
  if (method.type === 'basic') {
    const { username = '', password = '' } = all
    all.basicCredentials = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
  }
  return all
}

type Part = { method: CompiledAuthMethod; name: string; derivation: { from: string; pattern: string }; all: CredentialValues }

function takePart({ method, name, derivation: { from, pattern }, all }: Part): string | null {
  const source = Object.hasOwn(all, from) ? all[from] : undefined
  if (source === undefined) return null
  const taken = compilePattern(pattern).capture(source)
  if (taken === null || taken === '') throw underivable({ method, name, from })
  return taken
}

function encodeText({ template, all }: { template: string; all: CredentialValues }): string | null {
  const isComplete = templateFields(template).every((name) => Object.hasOwn(all, name))
  return isComplete ? Buffer.from(expandTemplate(template, all), 'utf8').toString('base64') : null
}

function underivable({ method, name, from }: { method: CompiledAuthMethod; name: string; from: string }): PatchbayError {
  const field = method.fields.find((one) => one.name === from)
  const example = field?.example ?? null
  return new PatchbayError('credential_format', {
    message: `“${field?.label ?? from}” lacks the part that names the ${name}${example === null ? '.' : `, as in ${example}.`}`,
    field: `credentialPayload.${from}`,
  })
}
