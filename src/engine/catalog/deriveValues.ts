import { PatchbayError } from '../errors.ts'
import { compilePattern } from './compilePattern.ts'
import type { CompiledAuthMethod, CredentialValues } from './CompiledProvider.ts'

/**
 * The values a method's templates can use: the given ones, defaults of fields left empty, what `derive` takes out of
 * them, and for basic methods `basicCredentials` (RFC 7617 section 2, user-pass in UTF-8). Applying it twice changes
 * nothing. A value taken from a field that is absent is absent too.
 *
 * @throws PatchbayError `credential_format` naming the field from which a value cannot be taken
 */
export function deriveValues(method: CompiledAuthMethod, values: CredentialValues): CredentialValues {
  const all: CredentialValues = { ...values }
  for (const field of method.fields) {
    if (field.default !== null && !Object.hasOwn(all, field.name)) all[field.name] = field.default
  }
  for (const [name, { from, pattern }] of Object.entries(method.derive)) {
    const source = Object.hasOwn(all, from) ? all[from] : undefined
    if (source === undefined) continue
    const taken = compilePattern(pattern).capture(source)
    if (taken === null || taken === '') throw underivable({ method, name, from })
    all[name] = taken
  }
  if (method.type === 'basic') {
    const { username = '', password = '' } = all
    all.basicCredentials = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
  }
  return all
}

function underivable({ method, name, from }: { method: CompiledAuthMethod; name: string; from: string }): PatchbayError {
  const field = method.fields.find((one) => one.name === from)
  const example = field?.example ?? null
  return new PatchbayError('credential_format', {
    message: `“${field?.label ?? from}” lacks the part that names the ${name}${example === null ? '.' : `, as in ${example}.`}`,
    field: `credentialPayload.${from}`,
  })
}
