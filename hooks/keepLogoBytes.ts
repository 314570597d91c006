import type { CollectionBeforeChangeHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'

const maxBytes = 200 * 1024

/** Keeps an uploaded file in the row itself, as base64. */
export const keepLogoBytes: CollectionBeforeChangeHook = ({ data, req }) => {
  if (req.file === undefined) return data
  if (req.file.data.byteLength > maxBytes) throw new PatchbayError('payload_too_large', { message: 'A logo holds up to 200 kB.', field: 'file' })
  return { ...data, bytes: req.file.data.toString('base64') }
}
