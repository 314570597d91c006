import type { PayloadRequest } from 'payload'
import { cleanPaste } from '#src/engine/catalog/cleanPaste.ts'
import type { CompiledAuthMethod, CompiledProvider, ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { matchesPattern } from '#src/engine/catalog/matchesPattern.ts'
import { recognizeKey } from '#src/engine/catalog/recognizeKey.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { listKeyPatterns } from './stores/listKeyPatterns.ts'

type Question = { req: PayloadRequest; compiled: CompiledProvider; method: CompiledAuthMethod; payload: unknown }

/**
 * Says whose key it is that does not have this provider's form. What has the form, or is for a field without one, is
 * left alone: two vendors may begin their keys alike, and a guess must not stand in a good key's way.
 * @throws PatchbayError `credential_wrong_provider`
 */
export async function refuseOtherKeys({ req, compiled, method, payload }: Question): Promise<void> {
  const odd = method.fields.flatMap((field) => {
    const value = textOf({ payload, field })
    return value !== null && !isExpected({ field, value }) ? [{ field, value }] : []
  })
  if (odd.length === 0) return
  const rows = await listKeyPatterns({ req })
  for (const { field, value } of odd) {
    const other = recognizeKey({ value, rows })
    if (other === null || other.key === compiled.key) continue
    throw new PatchbayError('credential_wrong_provider', {
      field: `credentialPayload.${field.name}`,
      message: `This looks like a key for ${other.name}, not for ${compiled.name}.`,
      hint: `Connect ${other.name} instead, or paste your ${compiled.name} key.`,
    })
  }
}

function textOf({ payload, field }: { payload: unknown; field: ProviderField }): string | null {
  const raw: unknown = payload !== null && typeof payload === 'object' && Object.hasOwn(payload, field.name) ? (payload as Record<string, unknown>)[field.name] : undefined
  // A key is short; nothing longer is worth the matching.
  return typeof raw === 'string' && raw.length <= 4_096 ? cleanPaste(raw).value : null
}

/** A look-alike that the row itself explains is no stranger's key. */
const isExpected = ({ field, value }: { field: ProviderField; value: string }): boolean =>
  !field.secret || field.pattern === null || value === '' || matchesPattern(field.pattern, value) || (field.refuse ?? []).some(({ pattern }) => matchesPattern(pattern, value))
