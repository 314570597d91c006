import type { CollectionBeforeChangeHook, CollectionBeforeOperationHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'

type Expecting = { expectedVersion?: number }

/** Remembers which version of a row the change was made from, if it says so; who does not say changes what is there. */
export const expectVersion: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (operation !== 'update') return args
  const { data } = args as { data?: Record<string, unknown> }
  const context = req.context as Expecting
  if (typeof data?.version === 'number') context.expectedVersion = data.version
  else delete context.expectedVersion
  return args
}

/**
 * Counts each change, and refuses one made from a row that somebody else has changed since: the form sends all of the
 * row back and would undo what it never showed. Writers hold the row's lock, so that the count never repeats.
 * @throws PatchbayError `version_conflict`
 */
export const countVersion: CollectionBeforeChangeHook = ({ data, operation, originalDoc, req }) => {
  const { expectedVersion } = req.context as Expecting
  const { version } = (originalDoc ?? {}) as { version?: number | null }
  if (operation === 'update' && expectedVersion !== undefined && expectedVersion !== (version ?? 0)) {
    throw new PatchbayError('version_conflict', { message: 'Somebody else has changed this row since you opened it.', hint: 'Your changes are still here and not saved. Copy what you need, reload the page, and make them again.', field: 'version' })
  }
  return { ...data, version: operation === 'create' ? 1 : (version ?? 0) + 1 }
}
