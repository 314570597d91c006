import type { CollectionBeforeOperationHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'

/**
 * Payload takes a body of another content type for none at all, and then fails over it as an error of the server; and
 * it stores the dates that a client sends, which are the server's to tell.
 */
export const requireBody: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (req.payloadAPI !== 'REST' || !req.user || (operation !== 'create' && operation !== 'update' && operation !== 'updateByID')) return args
  const { data } = args as { data?: unknown }
  // A file on its own is a whole upload.
  if (req.file !== undefined && data === undefined) return { ...args, data: {} }
  if (data === null || typeof data !== 'object' || Array.isArray(data)) throw new PatchbayError('invalid_json', { message: 'The request carries no JSON object.' })
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...rest } = data as Record<string, unknown>
  return { ...args, data: rest }
}
