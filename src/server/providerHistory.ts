import type { PayloadRequest } from 'payload'
import { diffRow } from '#src/engine/catalog/diffRow.ts'
import type { RowHistoryPage } from '#src/engine/catalog/RowHistoryPage.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { findRowVersion, listRowVersions, type StoredVersion } from './stores/listRowVersions.ts'
import { findProviderById } from './stores/providerRows.ts'

const pageSize = 20

type Question = { req: PayloadRequest; id: string; /** Id of the version that the page follows; null = from the newest on. */ after: string | null }

/** Who changed what of a provider, newest first, a page at a time. Access was decided by the caller. */
export async function providerHistory({ req, id, after }: Question): Promise<RowHistoryPage> {
  const stored = await findProviderById({ req, id })
  if (stored === null) throw new PatchbayError('not_found')
  const before = after === null ? undefined : await findOwn({ req, id: stored.id, version: after })
  // One more than is shown: the oldest that is shown is compared with it.
  const versions = await listRowVersions({ req, id, before, limit: pageSize + 1 })
  const shown = versions.slice(0, pageSize)
  return {
    versions: shown.map(({ row, ...version }, index) => {
      const former = versions[index + 1]
      return {
        id: version.id,
        savedAt: version.savedAt,
        savedBy: version.savedBy,
        isCurrent: before === undefined && index === 0,
        changes: former === undefined ? null : diffRow(former.row, row),
        changesFromCurrent: diffRow(stored.row, row),
      }
    }),
    next: versions.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

async function findOwn({ req, id, version }: { req: PayloadRequest; id: string; version: string }): Promise<StoredVersion> {
  const found = await findRowVersion({ req, version })
  if (found === null || found.parent !== id) throw new PatchbayError('not_found')
  return found
}
