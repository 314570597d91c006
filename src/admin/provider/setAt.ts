/** A plain object of a row. */
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export const readAt = (value: unknown, at: string[]): unknown => at.reduce<unknown>((inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value)

const isNothing = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)

/** The value with one place replaced. What becomes empty is left out, up to the whole, which is then null. */
export function setAt({ value, at, next }: { value: unknown; at: string[]; next: unknown }): unknown {
  const [key, ...rest] = at
  if (key === undefined) return isNothing(next) ? null : next
  const copy = isObject(value) ? { ...value } : {}
  const inner = rest.length === 0 ? next : setAt({ value: copy[key], at: rest, next })
  if (isNothing(inner) || (inner === null && rest.length > 0)) Reflect.deleteProperty(copy, key)
  else copy[key] = inner
  return Object.keys(copy).length === 0 ? null : copy
}
