import type { PayloadRequest } from 'payload'
import { diffRow } from '#src/engine/catalog/diffRow.ts'
import type { RowVersion } from '#src/engine/catalog/RowVersion.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { listRowVersions } from './stores/listRowVersions.ts'
import { findProviderById } from './stores/providerRows.ts'

/** Who changed what of a provider, newest first. Access was decided by the caller. */
export async function providerHistory({ req, id }: { req: PayloadRequest; id: string }): Promise<{ versions: RowVersion[] }> {
  const stored = await findProviderById({ req, id })
  if (stored === null) throw new PatchbayError('not_found')
  const versions = await listRowVersions({ req, id })
  return {
    versions: versions.map(({ row, ...version }, index) => {
      const before = versions[index + 1]
      return {
        id: version.id,
        savedAt: version.savedAt,
        savedBy: version.savedBy,
        isCurrent: index === 0,
        changes: before === undefined ? null : diffRow(before.row, row),
        changesFromCurrent: diffRow(stored.row, row),
      }
    }),
  }
}
