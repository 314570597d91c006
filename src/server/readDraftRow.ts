import { checkRow } from '#src/engine/catalog/checkRow.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { findHostileShape } from '#src/engine/catalog/findHostileShape.ts'
import { findUnknownKeys } from '#src/engine/catalog/findUnknownKeys.ts'
import { invalidRow } from '#src/engine/catalog/invalidRow.ts'
import type { ProviderRow } from '#src/engine/catalog/providerRowSchema.ts'
import { runtime } from './runtime.ts'

/**
 * A row that is not saved, as a file has it or as the form holds it, judged as a save would judge it.
 * @throws PatchbayError `invalid_row`, one for each fault with its path
 */
export function readDraftRow(draft: unknown): { row: ProviderRow; compiled: CompiledProvider } {
  const hostile = findHostileShape(draft)
  if (hostile !== null) throw invalidRow([hostile])
  const unknown = findUnknownKeys(draft)
  if (unknown.length > 0) throw invalidRow(unknown.slice(0, 200))
  const checked = checkRow({ row: exportRow(draft), isOutboundAllowed: runtime().refuseOutbound })
  if (!checked.ok) throw invalidRow(checked.problems)
  return { row: checked.row, compiled: checked.compiled }
}
