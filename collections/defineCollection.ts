import type { CollectionConfig } from 'payload'
import { lockBeforeReading } from '#hooks/lockBeforeReading.ts'
import { requireBody } from '#hooks/requireBody.ts'
import { closedEndpoints } from '#src/app/api/closedEndpoints.ts'
import { inBothLanguages } from './inBothLanguages.ts'
import { plainJson } from './plainJson.ts'

const operations = ['create', 'read', 'update', 'delete'] as const

/**
 * Payload's defaults let any signed-in user do anything, keep old copies and list who edits what. Here nothing is
 * allowed unless a collection says so: a missing access function is an error at load, and versions, document locks,
 * duplication, bulk writes and GraphQL are off unless named.
 */
export function defineCollection(collection: CollectionConfig): CollectionConfig {
  for (const operation of operations) {
    if (collection.access?.[operation] === undefined) {
      throw new Error(`Collection ${collection.slug} does not say who may ${operation}: Payload would let any signed-in user.`)
    }
  }
  return inBothLanguages.collection({
    versions: false,
    lockDocuments: false,
    graphQL: false,
    disableDuplicate: true,
    disableBulkEdit: true,
    disableBulkDelete: true,
    ...collection,
    fields: plainJson(collection.fields),
    endpoints: collection.endpoints === false ? false : [...(collection.endpoints ?? []), ...closedEndpoints(collection)],
    hooks: { ...collection.hooks, beforeOperation: [requireBody, ...(collection.hooks?.beforeOperation ?? []), lockBeforeReading] },
    access: { admin: () => false, readVersions: () => false, unlock: () => false, ...collection.access },
  })
}
