import { createHash } from 'node:crypto'

/** 32 hex digits of a JSON value, with its keys in a fixed order, so that the same value always has the same digest. */
export const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(sorted(value))).digest('hex').slice(0, 32)

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]))
}
