import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { concreteHosts } from '#src/engine/catalog/concreteHosts.ts'
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
  const merged = Object.fromEntries(Object.entries({ ...stored, ...given }).filter(([name]) => !cleared.includes(name)))
  const hosts = concreteHosts({ compiled, method, values: merged })
  // Measured against what the owner agreed to, so that a row that names a further host since then counts as a change too.
  const isHostChanged = hosts.some((host) => !sealed.agreedHosts.includes(host)) || method.hostFields.some((name) => stored[name] !== merged[name])
  if (!isHostChanged) return merged
  const missing = method.fields.filter((field) => field.secret && stored[field.name] !== undefined && given[field.name] === undefined)
  const [first, ...also] = missing.map(
    (field) => new PatchbayError('validation_failed', { field: `credentialPayload.${field.name}`, message: `${field.label} is needed again, because this change sends it to another host.` }),
  )
  if (first === undefined) return merged
  throw new PatchbayError('validation_failed', { field: first.field, message: first.message, also })
}
