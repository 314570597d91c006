import type { CollectionBeforeChangeHook } from 'payload'

/** Counts every write of a row. Writers hold the row's lock, so that the count never repeats. */
export const bumpVersion: CollectionBeforeChangeHook = ({ data, operation, originalDoc }) => {
  const previous: unknown = (originalDoc as { version?: unknown } | undefined)?.version
  return { ...data, version: operation === 'create' ? 1 : (typeof previous === 'number' ? previous : 0) + 1 }
}
