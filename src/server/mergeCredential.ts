import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { isShown } from '#src/engine/catalog/isShown.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { runtime } from './runtime.ts'

type Question = { record: ConnectionRecord; compiled: CompiledProvider; method: CompiledAuthMethod; given: CredentialValues; cleared?: string[] }

/**
 * Given fields replace, fields sent empty go, others stay. A change of where the credential would travel needs every secret again: else whoever
 * may edit a plain field could send a key they never had to a host of their choosing.
 * @throws PatchbayError `validation_failed` for each secret that is missing then
 */
export function mergeCredential({ record, compiled, method, given, cleared = [] }: Question): CredentialValues {
  const { sealed } = record
  if (sealed === null) return given
  const stored = openCredential(runtime().dataKeys, sealed)
  // A field the row no longer has is nothing anybody could correct: it goes with this save.
  const declared = new Set(method.fields.map((field) => field.name))
  const kept = Object.fromEntries(Object.entries({ ...stored, ...given }).filter(([name]) => declared.has(name) && !cleared.includes(name)))
  // Likewise what another field's new value leaves unasked; where it was sent, it is refused.
  const unasked = new Set(method.fields.filter((field) => !isShown({ field, fields: method.fields, values: kept }) && !Object.hasOwn(given, field.name)).map((field) => field.name))
  const merged = Object.fromEntries(Object.entries(kept).filter(([name]) => !unasked.has(name)))
  // Measured against what the owner agreed to, so that a row that changed since then counts as a change too.
  const isHostChanged = agreementOf({ compiled, method, values: merged }).some((term) => !sealed.agreedHosts.includes(term)) || method.hostFields.some((name) => stored[name] !== merged[name])
  if (!isHostChanged) return merged
  // Secret is what was stored as one; a row may have made the field plain since.
  const missing = method.fields.filter((field) => (field.secret || !Object.hasOwn(record.fields, field.name)) && stored[field.name] !== undefined && given[field.name] === undefined)
  const [first, ...also] = missing.map(
    (field) => new PatchbayError('validation_failed', { field: `credentialPayload.${field.name}`, message: `${field.label} is needed again, because it would be sent to another host or in another way than agreed.` }),
  )
  if (first === undefined) return merged
  throw new PatchbayError('validation_failed', { field: first.field, message: first.message, also })
}
