import type { PayloadRequest } from 'payload'
import { diffRow } from '#src/engine/catalog/diffRow.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { findRowVersion } from './stores/listRowVersions.ts'
import { lockCatalog } from './stores/lockCatalog.ts'
import { findProviderById, readProviderDocument, saveProviderRow } from './stores/providerRows.ts'

/**
 * Puts a former state of a row back: a save like any other, checked, compiled and held to the consent of owners. Not
 * Payload's own way, which would bring back all of the stored document and so lift a cut-off made since.
 * Access was decided by the caller.
 * @throws PatchbayError `not_found`, `invalid_row` when the state no longer passes the checks
 */
export async function restoreProvider({ req, version }: { req: PayloadRequest; version: string }): Promise<Record<string, unknown>> {
  const found = await findRowVersion({ req, version })
  if (found === null) throw new PatchbayError('not_found')
  await inTransaction({
    req,
    work: async () => {
      await lockCatalog({ req })
      const stored = await findProviderById({ req, id: found.parent })
      if (stored === null) throw new PatchbayError('not_found')
      if (diffRow(stored.row, found.row).length > 0) await saveProviderRow({ req, id: found.parent, row: found.row, action: 'provider.restored' })
    },
  })
  return { ...(await readProviderDocument({ req, id: found.parent })), message: 'Restored.' }
}
