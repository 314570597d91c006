import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { diffRow } from '#src/engine/catalog/diffRow.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { invalidRow } from '#src/engine/catalog/invalidRow.ts'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { judgeProviderImpact } from './judgeProviderImpact.ts'
import { readDraftRow } from './readDraftRow.ts'
import { countProviderUses } from './stores/countProviderUses.ts'
import { listConnectionGroups } from './stores/listConnectionGroups.ts'
import { findProviderById } from './stores/providerRows.ts'

export const impactInputSchema = z.object({ provider: z.unknown().optional() })

type Question = { req: PayloadRequest; id: string; input: z.infer<typeof impactInputSchema> }

/**
 * What saving this row in place of the stored one would touch; without a row, what hangs on the provider as it is.
 * Changes nothing. Access was decided by the caller.
 * @throws PatchbayError `not_found`, `invalid_row`
 */
export async function providerImpact({ req, id, input }: Question): Promise<ProviderImpact> {
  const stored = await findProviderById({ req, id })
  if (stored === null) throw new PatchbayError('not_found')
  const draft = input.provider == null ? null : readDraftRow(input.provider)
  if (draft !== null && draft.row.key !== stored.compiled.key) throw invalidRow([{ path: 'key', reason: `It stays “${stored.compiled.key}” for ever, since connections and code refer to it.` }])
  const after = draft?.compiled ?? stored.compiled
  const hostFields = [...new Set([stored.compiled, after].flatMap(({ authMethods }) => authMethods.flatMap((method) => method.hostFields)))]
  const groups = await listConnectionGroups({ req, provider: stored.compiled.key, hostFields })
  const uses = await countProviderUses({ req, id })
  return judgeProviderImpact({ groups, before: stored.compiled, after, changes: draft === null ? [] : diffRow(stored.row, exportRow(draft.row)), uses })
}
