import { reservedNames } from './compileAuthMethod.ts'
import type { CompiledAuthMethod } from './CompiledProvider.ts'
import { templateFields } from './templateFields.ts'

type Method = Pick<CompiledAuthMethod, 'fields' | 'derive' | 'type'>

/** Names of a method's templates whose value is a secret, or was made of one. */
export function secretNames(method: Method): Set<string> {
  const secret = new Set([...method.fields.filter((field) => field.secret).map((field) => field.name), ...reservedNames(method.type)])
  for (const [name, derivation] of Object.entries(method.derive)) {
    const sources = 'from' in derivation ? [derivation.from] : templateFields(derivation.template)
    if (sources.some((source) => secret.has(source))) secret.add(name)
  }
  return secret
}

/** Names of parts cut out of a secret: fit for a host label, and for nothing that a service may echo piece by piece. */
export function secretParts(method: Method): Set<string> {
  const secret = secretNames(method)
  return new Set(Object.entries(method.derive).flatMap(([name, derivation]) => ('from' in derivation && secret.has(derivation.from) ? [name] : [])))
}
