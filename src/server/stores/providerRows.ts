import type { PayloadRequest } from 'payload'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import type { IntegrationProvider } from '#src/payload-types.ts'

type StoredRow = { id: string; row: Record<string, unknown> }

const read = { depth: 0, pagination: false, overrideAccess: true } as const

/** The stored rows of these keys, by key, in one statement. */
export async function findProviderRows({ req, keys }: { req: PayloadRequest; keys: string[] }): Promise<Map<string, StoredRow>> {
  if (keys.length === 0) return new Map()
  const { docs } = await req.payload.find({ collection: 'integration-providers', where: { key: { in: keys } }, limit: 100_000, ...read, req })
  return new Map(docs.map((doc) => [doc.key, toStored(doc)]))
}

/** With what the hot path reads of it. */
export async function findProviderById({ req, id }: { req: PayloadRequest; id: string }): Promise<(StoredRow & { compiled: CompiledProvider }) | null> {
  if (!isUuid(id)) return null
  const doc = await req.payload.findByID({ collection: 'integration-providers', id, disableErrors: true, showHiddenFields: true, depth: 0, overrideAccess: true, req })
  return doc === null ? null : { ...toStored(doc), compiled: doc.compiled as unknown as CompiledProvider }
}

/** All rows in the form of the JSON file, by key. */
export async function listProviderRows({ req }: { req: PayloadRequest }): Promise<StoredRow[]> {
  const { docs } = await req.payload.find({ collection: 'integration-providers', sort: 'key', limit: 100_000, ...read, req })
  return docs.map(toStored)
}

const toStored = (doc: IntegrationProvider): StoredRow => ({ id: doc.id, row: exportRow(doc as unknown as Record<string, unknown>) as Record<string, unknown> })

/** Every key a row may have: what the new row leaves out is emptied, so that an import says all there is. */
const optionalKeys = [
  'logo', 'logoDark', 'logoSlug', 'website', 'docsUrl', 'statusUrl', 'manageUrl', 'helpUrl', 'helpText', 'replacedBy', 'featured', 'keywords', 'rotateAfterDays', 'baseUrl', 'services',
  'allowedHosts', 'test', 'authFailure', 'retry', 'timeoutSeconds', 'scrubAnswers', 'ai', 'usage', 'webhook', 'source',
] as const

type Save = { req: PayloadRequest; id: string | null; row: Record<string, unknown>; /** What the audit trail calls it, where that is not creating or updating. */ action?: string }

export async function saveProviderRow({ req, id, row, action }: Save): Promise<void> {
  const emptied = Object.fromEntries(optionalKeys.map((key) => [key, null]))
  const data = { ...emptied, status: 'live', keywords: [], allowedHosts: [], ...row } as unknown as IntegrationProvider
  if (action !== undefined) req.context.auditOnce = action
  if (id === null) await req.payload.create({ collection: 'integration-providers', data, overrideAccess: true, depth: 0, req })
  else await req.payload.update({ collection: 'integration-providers', id, data, overrideAccess: true, depth: 0, req })
}

/** The document as the request's own actor may read it. */
export async function readProviderDocument({ req, id }: { req: PayloadRequest; id: string }): Promise<Record<string, unknown>> {
  return (await req.payload.findByID({ collection: 'integration-providers', id, depth: 0, overrideAccess: false, req })) as unknown as Record<string, unknown>
}
