import type { CollectionBeforeChangeHook } from 'payload'
import { inspectLogo } from '#src/engine/catalog/inspectLogo.ts'
import { PatchbayError } from '#src/engine/errors.ts'

const maxBytes = 200 * 1024

/**
 * Keeps an uploaded file in the row itself, as base64.
 * @throws PatchbayError `payload_too_large`; `validation_failed` for what is no picture, or more than one
 */
export const keepLogoBytes: CollectionBeforeChangeHook = ({ data, req }) => {
  if (req.file === undefined) return data
  if (req.file.data.byteLength > maxBytes) throw new PatchbayError('payload_too_large', { message: `This logo has ${Math.ceil(req.file.data.byteLength / 1024)} kB. A logo holds up to 200 kB.`, field: 'file' })
  const fault = inspectLogo({ bytes: req.file.data, mimeType: req.file.mimetype })
  if (fault !== null) throw new PatchbayError('validation_failed', { message: fault, field: 'file' })
  return { ...data, bytes: req.file.data.toString('base64') }
}
