import type { CompiledProvider } from './CompiledProvider.ts'
import { compileRow } from './compileRow.ts'
import { parseRow } from './parseRow.ts'
import type { ProviderRow } from './providerRowSchema.ts'

type Json = Record<string, unknown>

/** What every row must have, for one that is still being written. */
type StandIns = { name: string; category: string; description: string }

export type Draft = { row: ProviderRow; compiled: CompiledProvider }

/**
 * As much of a half-written row as can be drawn: stand-ins for what is empty, and without the auth methods and fields
 * that are not far enough. Null when nothing can be. Never for use: what it returns passed no check.
 */
export function readDraft({ row, standIns }: { row: unknown; standIns: StandIns }): Draft | null {
  if (!isObject(row)) return null
  const filled = { ...row, key: 'draft', ...Object.fromEntries(Object.entries(standIns).map(([key, text]) => [key, isText(row[key]) ? row[key] : text])) }
  const methods = (Array.isArray(row.authMethods) ? row.authMethods : []).filter(isObject).map(tidyMethod)
  const usable = methods.filter((method) => parseRow({ ...filled, authMethods: [method] }).row !== null)
  const parsed = parseRow({ ...filled, authMethods: usable.length > 0 ? usable : [{ key: 'draft', type: 'custom', label: 'Draft' }] }).row
  if (parsed === null) return null
  const { key } = row
  try {
    const draft = { ...parsed, key: isText(key) ? key : 'draft' }
    return { row: draft, compiled: compileRow(draft) }
  } catch {
    // An address or a template that is half typed can be anything.
    return null
  }
}

/** A field shows as soon as it has a label; a place where the credential goes as soon as it is complete. */
function tidyMethod(method: Json): Json {
  const fields = (Array.isArray(method.fields) ? method.fields : []).filter(isObject).map((field, index): Json => ({ ...field, name: isText(field.name) ? field.name : `field${index}`, label: isText(field.label) ? field.label : '…' }))
  const inject = (Array.isArray(method.inject) ? method.inject : []).filter((one) => isObject(one) && isText(one.in) && isText(one.value) && (one.in === 'path' || isText(one.name)))
  return { ...method, fields, inject }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
