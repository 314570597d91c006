import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { countProviderUses } from '#src/server/stores/countProviderUses.ts'
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
  const missing = await findRowReferences({ req, row: checked.row, alsoKeys })
  if (missing.length > 0) throw invalidRow(missing)
  if (operation === 'update') await refuseUncovering({ req, key, id: String((originalDoc as { id: unknown }).id), next: checked.compiled })
  return { ...data, compiled: checked.compiled }
}

type Problem = { path: string; reason: string }

function invalidRow(problems: Problem[]): PatchbayError {
  const [first, ...also] = problems.map(({ path, reason }) => new PatchbayError('invalid_row', { field: path, message: `${path === '' ? 'row' : path}: ${reason}` }))
  return new PatchbayError('invalid_row', { field: first?.field, message: first?.message, also })
}

type Edit = { req: PayloadRequest; key: string; id: string; next: CompiledProvider }

/** A field that holds people's secrets cannot be declared plain: what is plain is stored and shown as it is. */
async function refuseUncovering({ req, key, id, next }: Edit): Promise<void> {
  const before = (await readProvider({ req, key }))?.compiled
  const problems: Problem[] = []
  for (const [index, method] of next.authMethods.entries()) {
    const old = before?.authMethods.find((one) => one.key === method.key)
    const uncovered = method.fields.filter((field) => !field.secret && old?.fields.some((one) => one.name === field.name && one.secret))
    for (const field of uncovered) problems.push({ path: `authMethods.${index}.fields.${method.fields.indexOf(field)}.secret`, reason: `“${field.name}” holds secrets of existing connections, so it stays secret.` })
  }
  if (problems.length === 0) return
  const uses = await countProviderUses({ req, id })
  if (uses.connections + uses.builtIns > 0) throw invalidRow(problems)
}
