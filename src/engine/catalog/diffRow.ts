export type RowChange = {
  /** Dot path; elements of keyed lists by their key or name: `authMethods.api-key.fields.apiKey.pattern`. */
  path: string
  /** Undefined = was not there. */
  before: unknown
  /** Undefined = is no longer there. */
  after: unknown
}

type Json = Record<string, unknown>

/**
 * What differs between two rows (as `exportRow` gives them), leaf by leaf, in the order of `after`. Auth methods and
 * fields are matched by key and name, so that moving one is one change and not a change of everything behind it.
 */
export function diffRow(before: unknown, after: unknown): RowChange[] {
  return [...compare('', before ?? {}, after ?? {})]
}

function* compare(path: string, before: unknown, after: unknown): Generator<RowChange> {
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) yield* compare(join(path, key), own(before, key), own(after, key))
    return
  }
  const keysBefore = keysOf(before)
  const keysAfter = keysOf(after)
  if (keysBefore !== null && keysAfter !== null) {
    const kept = (keys: string[], others: string[]): string[] => keys.filter((key) => others.includes(key))
    const wasOrdered = kept(keysBefore, keysAfter)
    const isOrdered = kept(keysAfter, keysBefore)
    if (wasOrdered.join('\n') !== isOrdered.join('\n')) yield { path, before: keysBefore, after: keysAfter }
    const at = (list: unknown, keys: string[], key: string): unknown => (list as unknown[])[keys.indexOf(key)]
    for (const key of new Set([...keysAfter, ...keysBefore])) yield* compare(join(path, key), at(before, keysBefore, key), at(after, keysAfter, key))
    return
  }
  if (!isSame(before, after)) yield { path, before, after }
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
const own = (value: Json, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined)
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The keys (or names) that tell the elements of a list apart, or null when they do not. */
function keysOf(list: unknown): string[] | null {
  if (!Array.isArray(list) || list.length === 0 || !list.every(isObject)) return null
  const keys = list.map((one) => one.key ?? (Object.hasOwn(one, 'in') ? undefined : one.name))
  return keys.every((key) => typeof key === 'string') && new Set(keys).size === keys.length ? (keys as string[]) : null
}

/** Equal as JSON, whatever the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => isSame(one, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}
