import type { CollectionBeforeOperationHook } from 'payload'
import { findUnknownKeys } from '#src/engine/catalog/findUnknownKeys.ts'
import { PatchbayError } from '#src/engine/errors.ts'

/**
 * Payload drops what it has no column for without a word; a misspelt key of a row would be a setting that is not set.
 * Before the operation, since later hooks no longer see what was dropped.
 * @throws PatchbayError `invalid_row`, one for each key with its path
 */
export const refuseUnknownKeys: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  // Who is nobody hears that first.
  if (req.payloadAPI === 'REST' && !req.user) return args
  if (operation !== 'create' && operation !== 'update' && operation !== 'updateByID') return args
  const [first, ...also] = findUnknownKeys((args as { data?: unknown }).data).map(({ path, reason }) => new PatchbayError('invalid_row', { field: path, message: `${path}: ${reason}` }))
  if (first !== undefined) throw new PatchbayError('invalid_row', { field: first.field, message: first.message, also })
  return args
}
