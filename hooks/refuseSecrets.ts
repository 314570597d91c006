import { PatchbayError } from '#src/engine/errors.ts'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'

/**
 * Refuses a value that has the shape of a secret in fields that are stored and shown as plain text, and what is no text
 * at all, which Payload would write down as it comes. A field of `lists` holds several texts. For collections and globals.
 */
export const refuseSecrets =
  (fields: string[], lists: string[] = []) =>
  <Data>({ data }: { data?: Data }): Data | undefined => {
    const values = (data ?? {}) as Record<string, unknown>
    for (const field of fields) refuse({ field, value: values[field] })
    for (const field of lists) for (const value of [values[field]].flat()) refuse({ field, value })
    return data
  }

function refuse({ field, value }: { field: string; value: unknown }): void {
  if (value === undefined || value === null) return
  if (typeof value !== 'string') throw new PatchbayError('validation_failed', { field, message: `${field}: This is no text.` })
  const kind = looksLikeSecret(value)
  if (kind !== null) throw new PatchbayError('secret_in_plain_field', { field, message: `“${field}” is stored as plain text, and this value looks like a secret (${kind}).` })
}
