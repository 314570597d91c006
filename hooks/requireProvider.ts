import type { CollectionBeforeChangeHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { readProvider } from '#src/server/stores/readProvider.ts'

/** The provider named by key must exist (the database says so too; this says it in words). */
export const requireProvider: CollectionBeforeChangeHook = async ({ data, req, operation }) => {
  const key: unknown = (data as { provider?: unknown }).provider
  if (operation === 'update' && key === undefined) return data
  if (typeof key !== 'string' || (await readProvider({ req, key })) === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  return data
}
