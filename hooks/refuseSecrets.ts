import type { CollectionBeforeValidateHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'

/**
 * Refuses a value that has the shape of a secret in fields that are stored and shown as plain text, and what is no text
 * at all, which Payload would write down as it comes.
 */
export const refuseSecrets =
  (fields: string[]): CollectionBeforeValidateHook =>
  ({ data }) => {
    for (const field of fields) {
      const value: unknown = (data as Record<string, unknown> | undefined)?.[field]
      if (value !== undefined && value !== null && typeof value !== 'string') throw new PatchbayError('validation_failed', { field, message: `${field}: This is no text.` })
      const kind = typeof value === 'string' ? looksLikeSecret(value) : null
      if (kind !== null) throw new PatchbayError('secret_in_plain_field', { field, message: `“${field}” is stored as plain text, and this value looks like a secret (${kind}).` })
    }
    return data
  }
