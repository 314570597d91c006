import { PatchbayError } from '../errors.ts'
import { cleanPaste } from './cleanPaste.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues, ProviderField } from './CompiledProvider.ts'
import { findValueFault } from './findValueFault.ts'
import { isShown } from './isShown.ts'
import { matchesPattern } from './matchesPattern.ts'

type Input = {
  compiled: CompiledProvider
  method: CompiledAuthMethod
  /** What the client sent as `credentialPayload`. */
  payload: unknown
  /** True when given fields replace and the others stay, so that missing ones are no fault. */
  partial: boolean
  /** True where somebody saw that a secret has another form than the row's pattern says, and wants the test to decide. */
  anyForm?: boolean
}

export type CheckedValues = {
  values: CredentialValues
  /** Names of the fields whose pasted value was cleaned (spaces, quotes, `Bearer `, …). */
  cleaned: string[]
  /** Names of optional fields that were sent empty: on an update, take the stored value away. */
  cleared: string[]
}

/** Bytes (UTF-8) of one field; a private key in PEM has about 3 kB. */
const MAX_FIELD_BYTES = 16_384

/**
 * Validates the fields of a credential against its auth method, cleaning pasted secrets on the way. No message holds
 * a value, only what is public about it: the field's label, the form the provider's keys have, a vendor prefix.
 *
 * @throws PatchbayError, one per faulty field (the further ones in `also`): `validation_failed` for unknown, missing
 *   or malformed fields, `credential_format` for a secret that does not have the provider's form (unless `anyForm`) or cannot be used
 */
export function checkValues({ compiled, method, payload, partial, anyForm = false }: Input): CheckedValues {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new PatchbayError('validation_failed', { message: 'The credential must be an object of fields.', field: 'credentialPayload' })
  }
  const given = payload as Record<string, unknown>
  const result: CheckedValues = { values: {}, cleaned: [], cleared: [] }
  const faults = unknownFields({ method, given })
  for (const field of method.fields) {
    const raw = Object.hasOwn(given, field.name) ? given[field.name] : undefined
    const fault = takeField({ compiled, method, field, raw, partial, anyForm, result })
    if (fault !== null) faults.push(fault)
  }
  const [first, ...also] = faults
  if (first === undefined) return result
  throw new PatchbayError(first.code, { message: first.message, hint: first.hint, field: first.field, also })
}

const pathOf = (name: string): string => `credentialPayload.${name.slice(0, 80)}`

function unknownFields({ method, given }: { method: CompiledAuthMethod; given: Record<string, unknown> }): PatchbayError[] {
  const known = method.fields.map((field) => field.name)
  const hint = `“${method.label}” has these fields: ${known.join(', ') || 'none'}.`
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  return unknown.slice(0, 20).map((name) => new PatchbayError('validation_failed', { message: 'There is no field of that name.', hint, field: pathOf(name) }))
}

type Take = { compiled: CompiledProvider; method: CompiledAuthMethod; field: ProviderField; raw: unknown; partial: boolean; anyForm: boolean; result: CheckedValues }

/** Puts one field into the result, or says what is wrong with it. */
function takeField({ compiled, method, field, raw, partial, anyForm, result }: Take): PatchbayError | null {
  if (raw === undefined && partial) return null
  // In a change the deciding value may be one that is stored; the whole is checked afterwards.
  if (!partial && !isShown({ field, fields: method.fields, values: result.values })) return takeHidden({ method, field, raw })
  if (raw !== undefined && raw !== null && typeof raw !== 'string') return invalid({ field, message: `“${field.label}” must be text.` })
  if (typeof raw === 'string' && Buffer.byteLength(raw) > MAX_FIELD_BYTES) return invalid({ field, message: `“${field.label}” is longer than 16 kB.` })
  const value = typeof raw === 'string' ? cleanValue({ method, field, raw }) : ''
  if (value === '') return takeEmpty({ field, wasGiven: raw !== undefined, partial, result })
  if (value !== raw) result.cleaned.push(field.name)
  const fault = findValueFault({ providerName: compiled.name, method, field, value, anyForm })
  if (fault !== null) return fault
  result.values[field.name] = value
  return null
}

function takeEmpty({ field, wasGiven, partial, result }: { field: ProviderField; wasGiven: boolean; partial: boolean; result: CheckedValues }): PatchbayError | null {
  if (field.required && field.default === null) return invalid({ field, message: `“${field.label}” is missing.` })
  if (partial && wasGiven) result.cleared.push(field.name)
  else if (field.default !== null) result.values[field.name] = field.default
  return null
}

function takeHidden({ method, field, raw }: Pick<Take, 'method' | 'field' | 'raw'>): PatchbayError | null {
  if (raw === undefined || raw === null || raw === '') return null
  const decider = method.fields.find((one) => one.name === field.showWhen?.field)
  return invalid({ field, message: `“${field.label}” is only used where “${decider?.label ?? field.showWhen?.field}” is “${field.showWhen?.equals}”.` })
}

/** A value that already has the field's form is never touched; a password may well begin with a quote. */
function cleanValue({ method, field, raw }: { method: CompiledAuthMethod; field: ProviderField; raw: string }): string {
  if (field.pattern !== null && matchesPattern(field.pattern, raw)) return raw
  const isKey = field.secret && (field.pattern !== null || method.type === 'api_key' || method.type === 'bearer')
  return isKey ? cleanPaste(raw).value : raw.trim()
}

const invalid = ({ field, message }: { field: ProviderField; message: string }): PatchbayError =>
  new PatchbayError('validation_failed', { message, field: pathOf(field.name), ...(field.hint === null ? {} : { hint: field.hint }) })
