import { rowKeys } from './rowKeys.ts'
import type { RowProblem } from './RowProblem.ts'

/** What the store adds to a row and sends along when it is read, so that what was read can be sent back. */
const ownKeys = {
  row: ['id', 'createdAt', 'updatedAt', 'blocked', 'blockedReason', 'version'],
  method: ['id', 'blockType', 'blockName'],
  item: ['id'],
}

/**
 * Keys that a stored row (or a part of one, as sent for a change) would lose without a word: the store keeps only what
 * it knows, at these levels. Deeper ones are kept whole and judged by the row's schema.
 */
export function findUnknownKeys(row: unknown): RowProblem[] {
  return [
    ...unknownIn({ value: row, path: '', known: [...rowKeys.row, ...ownKeys.row] }),
    ...unknownIn({ value: at(row, 'test'), path: 'test', known: rowKeys.test }),
    ...listAt(row, 'authMethods').flatMap((method, index) => inMethod({ method, path: `authMethods.${index}` })),
  ]
}

function inMethod({ method, path }: { method: unknown; path: string }): RowProblem[] {
  return [
    ...unknownIn({ value: method, path, known: [...rowKeys.method, ...ownKeys.method] }),
    ...unknownIn({ value: at(method, 'test'), path: `${path}.test`, known: rowKeys.test }),
    ...listAt(method, 'fields').flatMap((field, index) => unknownIn({ value: field, path: `${path}.fields.${index}`, known: [...rowKeys.field, ...ownKeys.item] })),
    ...listAt(method, 'inject').flatMap((one, index) => unknownIn({ value: one, path: `${path}.inject.${index}`, known: [...rowKeys.inject, ...ownKeys.item] })),
  ]
}

function unknownIn({ value, path, known }: { value: unknown; path: string; known: string[] }): RowProblem[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return []
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: path === '' ? key : `${path}.${key}`, reason: 'Unknown key.' }))
}

const at = (value: unknown, key: string): unknown => (value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined)

const listAt = (value: unknown, key: string): unknown[] => {
  const found = at(value, key)
  return Array.isArray(found) ? found : []
}
