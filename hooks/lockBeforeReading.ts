import type { CollectionBeforeOperationHook, GlobalBeforeOperationHook } from 'payload'
import { lockDocument } from '#src/server/stores/lockDocument.ts'
import { lockGlobal } from '#src/server/stores/lockGlobal.ts'
import { lockMemberships } from '#src/server/stores/lockMemberships.ts'

/**
 * Payload reads a row, merges the request into it and writes all of it back: of two changes at once the later would
 * undo the earlier, fields it does not name included. So the row is held from before it is read; the transaction is
 * open by then. Who is nobody changes nothing and holds nothing.
 */
export const lockBeforeReading: CollectionBeforeOperationHook = async ({ args, collection, operation, req }) => {
  const { id, overrideAccess } = args as { id?: unknown; overrideAccess?: boolean }
  if ((operation !== 'update' && operation !== 'delete') || id === undefined || (!req.user && overrideAccess !== true)) return args
  await lockDocument({ req, slug: collection.slug, id, isRemoval: operation === 'delete' })
  return args
}

/** The account ahead of the membership, the order in which deleting an account takes them. */
export const lockAccountFirst: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  const { id, overrideAccess } = args as { id?: unknown; overrideAccess?: boolean }
  if ((operation !== 'update' && operation !== 'delete') || typeof id !== 'string' || (!req.user && overrideAccess !== true)) return args
  await lockMemberships({ req, id })
  return args
}

export const lockGlobalBeforeReading: GlobalBeforeOperationHook = async ({ args, global, operation, req }) => {
  if (operation === 'update' && req.user) await lockGlobal({ req, slug: global.slug })
  return args
}
