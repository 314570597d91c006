import { isObject } from './setAt.ts'

type Kind = 'pairs' | 'list' | 'entries'
type Row = { key: string; value: unknown }

/** Rows of what the row of the catalog holds; a list has no keys. */
export function readPartRows({ kind, value }: { kind: Kind; value: unknown }): Row[] {
  if (kind === 'list') return Array.isArray(value) ? value.map((one: unknown) => ({ key: '', value: one })) : []
  return isObject(value) ? Object.entries(value).map(([key, one]) => ({ key, value: one })) : []
}

/** The other way round. Rows without a name are left out of an object, and of two of one name the later counts. */
export function writePartRows({ kind, rows }: { kind: Kind; rows: Row[] }): unknown[] | Record<string, unknown> {
  if (kind === 'list') return rows.map(({ value }) => value ?? {})
  return Object.fromEntries(rows.filter(({ key }) => key !== '').map(({ key, value }) => [key, value ?? {}]))
}
