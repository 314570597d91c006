import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { secretNames } from '../catalog/secretNames.ts'

/**
 * The values that must never show: everything of the credential except what the row declares as plain, and whatever is
 * made of them (a host label, an encoded pair).
 */
export function knownSecrets({ method, values }: { method: CompiledAuthMethod; values: CredentialValues }): string[] {
  const secret = secretNames(method)
  const plain = new Set(method.fields.filter((field) => !field.secret).map((field) => field.name))
  const made = Object.entries(madeValues({ method, values })).filter(([name]) => secret.has(name))
  const own = Object.entries(values).filter(([name]) => !plain.has(name))
  return [...new Set([...own, ...made].map(([, value]) => value))].filter((value) => value !== '')
}

/** Stored values may no longer fit a row that changed since; the values themselves are hidden all the same. */
function madeValues(question: { method: CompiledAuthMethod; values: CredentialValues }): CredentialValues {
  try {
    return deriveValues(question.method, question.values)
  } catch {
    return {}
  }
}
