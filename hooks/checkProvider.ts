import type { CollectionBeforeChangeHook } from 'payload'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { invalidRow } from '#src/engine/catalog/invalidRow.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { findUncoveredFields } from '#src/server/findUncoveredFields.ts'
import { findRowReferences } from '#src/server/stores/findRowReferences.ts'
import { hookServices } from '#src/server/stores/hookServices.ts'
import { readProvider } from '#src/server/stores/readProvider.ts'

/**
 * Checks a row, wherever it comes from (form, REST, import), and compiles it into the one value the hot path reads.
 * @throws PatchbayError `invalid_row`, one for each fault with its path
 */
export const checkProvider: CollectionBeforeChangeHook = async ({ data, originalDoc, operation, req }) => {
  const row: unknown = exportRow(data as Record<string, unknown>)
  const checked = checkRow({ row, isOutboundAllowed: hookServices(req.payload).refuseOutbound })
  if (!checked.ok) throw invalidRow(checked.problems)
  const { key } = checked.row
  const before = (originalDoc as { key?: string } | undefined)?.key
  if (operation === 'update' && before !== undefined && key !== before) {
    throw new PatchbayError('invalid_row', { field: 'key', message: `key: It stays “${before}” for ever, since connections and code refer to it.` })
  }
  if (operation === 'create' && (await readProvider({ req, key })) !== null) {
    throw new PatchbayError('invalid_row', { field: 'key', message: `key: There is already a provider “${key}”.` })
  }
  const alsoKeys = req.context.importedKeys instanceof Set ? (req.context.importedKeys as Set<string>) : undefined
  const faults = [...(await findRowReferences({ req, row: checked.row, alsoKeys })), ...(await findUncoveredFields({ req, compiled: checked.compiled }))]
  if (faults.length > 0) throw invalidRow(faults)
  return { ...data, compiled: checked.compiled }
}
