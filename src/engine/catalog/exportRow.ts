import { rowKeys } from './rowKeys.ts'

/** Left out when empty, because empty means the default there; an empty `retry.on` or test body does not. */
const DROPPED_WHEN_EMPTY = new Set(['keywords', 'allowedHosts', 'services', 'fields', 'derive', 'inject', 'requiredScopes', 'headers', 'query', 'options', 'refuse', 'acceptAlso', 'gaps'])

/** What the store fills in where a row says nothing; left out again, so that the same file imported twice is no change. */
const ROW_DEFAULTS: Json = { status: 'live', scrubAnswers: false }
const FIELD_DEFAULTS: Json = { secret: true, required: true }

type Json = Record<string, unknown>

/**
 * The clean JSON row of a stored provider: the contract's keys in the contract's order, nothing of the store's own
 * (ids, dates, `blockType`, `compiled`), no nulls. What it returns passes `checkRow` when the row is valid, and the
 * same row always gives the same text.
 */
export function exportRow(doc: unknown): Json {
  const row = pick(doc, rowKeys.row, ROW_DEFAULTS)
  // An upload comes populated or as an id.
  for (const key of ['logo', 'logoDark']) if (isObject(row[key])) row[key] = row[key].id
  if (Array.isArray(row.authMethods)) row.authMethods = row.authMethods.map(exportMethod)
  if (row.test !== undefined) row.test = pick(row.test, rowKeys.test)
  return row
}

function exportMethod(value: unknown): Json {
  const source = isObject(value) ? { ...value, type: value.type ?? value.blockType } : {}
  const method = pick(source, rowKeys.method)
  if (Array.isArray(method.fields)) method.fields = method.fields.map((field) => pick(field, rowKeys.field, FIELD_DEFAULTS))
  if (Array.isArray(method.inject)) method.inject = method.inject.map((one) => pick(one, rowKeys.inject))
  if (method.test !== undefined) method.test = pick(method.test, rowKeys.test)
  return method
}

function pick(value: unknown, keys: string[], defaults: Json = {}): Json {
  const picked: Json = {}
  if (!isObject(value)) return picked
  for (const key of keys) {
    const one = Object.hasOwn(value, key) ? value[key] : undefined
    if (one === undefined || one === null || (DROPPED_WHEN_EMPTY.has(key) && isEmpty(one)) || one === '' || one === defaults[key]) continue
    picked[key] = one
  }
  return picked
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A form says how many entries a list has where it has none. */
const isEmpty = (value: unknown): boolean => value === 0 || (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0)
