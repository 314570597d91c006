import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { makesNothing } from '../catalog/makesNothing.ts'
import { secretNames } from '../catalog/secretNames.ts'

/**
 * The values that must never show: everything of the credential except what the row declares as plain, and whatever is
 * made of them (a host label, an encoded pair).
 */
export function knownSecrets({ method, values }: { method: CompiledAuthMethod; values: CredentialValues }): string[] {
  const { secret, plain } = namesOf(method)
  if (makesNothing(method)) return Object.keys(values).flatMap((name) => (plain.has(name) || values[name] === '' ? [] : [values[name] as string]))
  const known = new Set<string>()
  for (const name of Object.keys(values)) if (!plain.has(name)) known.add(values[name] as string)
  const made = madeValues({ method, values })
  for (const name of Object.keys(made)) if (secret.has(name)) known.add(made[name] as string)
  known.delete('')
  return [...known]
}

type Names = { secret: ReadonlySet<string>; plain: ReadonlySet<string> }

/** Rows that were read are never altered, so what they say is worked out once. */
const namesByMethod = new WeakMap<CompiledAuthMethod, Names>()

function namesOf(method: CompiledAuthMethod): Names {
  const names = namesByMethod.get(method) ?? { secret: secretNames(method), plain: new Set(method.fields.filter((field) => !field.secret).map((field) => field.name)) }
  namesByMethod.set(method, names)
  return names
}

/** Stored values may no longer fit a row that changed since; the values themselves are hidden all the same. */
function madeValues(question: { method: CompiledAuthMethod; values: CredentialValues }): CredentialValues {
  try {
    return deriveValues(question.method, question.values)
  } catch {
    return {}
  }
}
