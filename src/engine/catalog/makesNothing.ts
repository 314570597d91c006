import type { CompiledAuthMethod } from './CompiledProvider.ts'

/** Whether a method's values are used as they were given: most are, and each call asks. */
export function makesNothing(method: CompiledAuthMethod): boolean {
  let known = knownMethods.get(method)
  if (known === undefined) {
    known = method.type !== 'basic' && Object.keys(method.derive).length === 0 && method.fields.every((field) => field.default === null)
    knownMethods.set(method, known)
  }
  return known
}

/** Rows that were read are never altered, so it is worked out once. */
const knownMethods = new WeakMap<CompiledAuthMethod, boolean>()
