import type { PayloadRequest, Where } from 'payload'
import { exportRow } from '#src/engine/catalog/exportRow.ts'

export type StoredVersion = { id: string; parent: string; savedAt: string; savedBy: string | null; row: Record<string, unknown> }
type Doc = { id: string; parent: unknown; createdAt: string; version: unknown }

const read = { collection: 'integration-providers', depth: 0, overrideAccess: true, showHiddenFields: true } as const

type Question = { req: PayloadRequest; id: string; /** The version that the wanted ones are older than. */ before?: StoredVersion | undefined; limit: number }

/** Kept states of a provider, newest first. Access was decided by the caller. */
export async function listRowVersions({ req, id, before, limit }: Question): Promise<StoredVersion[]> {
  const older: Where[] = before === undefined ? [] : [{ or: [{ createdAt: { less_than: before.savedAt } }, { and: [{ createdAt: { equals: before.savedAt } }, { id: { less_than: before.id } }] }] }]
  const { docs } = await req.payload.findVersions({ ...read, where: { and: [{ parent: { equals: id } }, ...older] }, sort: ['-createdAt', '-id'], limit, pagination: false, req })
  return docs.map((doc) => toVersion(doc as unknown as Doc))
}

export async function findRowVersion({ req, version }: { req: PayloadRequest; version: string }): Promise<StoredVersion | null> {
  const doc = await req.payload.findVersionByID({ ...read, id: version, disableErrors: true, req })
  return doc === null ? null : toVersion(doc as unknown as Doc)
}

const toVersion = ({ id, parent, createdAt, version }: Doc): StoredVersion => ({
  id,
  parent: typeof parent === 'string' ? parent : String((parent as { id: unknown }).id),
  savedAt: createdAt,
  savedBy: (version as { changedBy?: string | null }).changedBy ?? null,
  row: exportRow(version) as Record<string, unknown>,
})
