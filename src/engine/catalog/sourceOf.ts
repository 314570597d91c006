import type { CompiledAuthMethod } from './CompiledProvider.ts'

/** The field behind a name of a template: the field itself, or the one its value is taken from. */
export function sourceOf({ name, derive }: { name: string; derive: CompiledAuthMethod['derive'] }): string {
  const derivation = Object.hasOwn(derive, name) ? derive[name] : undefined
  return derivation !== undefined && 'from' in derivation ? derivation.from : name
}
