import type { CollectionBeforeDeleteHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { countProviderUses } from '#src/server/stores/countProviderUses.ts'
import { listReplacedRows } from '#src/server/stores/listReplacedRows.ts'

/** A provider that something still refers to stays, also one that another row names as its replacement; hiding or deprecating it is the way out. */
export const guardProviderRemoval: CollectionBeforeDeleteHook = async ({ req, id }) => {
  const replaced = await listReplacedRows({ req, id: String(id) })
  if (replaced.length > 0) {
    throw new PatchbayError('provider_in_use', {
      message: `It is named as the replacement of ${replaced.map((name) => `“${name}”`).join(', ')}.`,
      hint: 'Name another replacement there first.',
    })
  }
  const uses = await countProviderUses({ req, id: String(id) })
  if (uses.connections + uses.builtIns + uses.policies === 0) return
  throw new PatchbayError('provider_in_use', {
    message: `Still used by ${count(uses.connections, 'connection')} of ${count(uses.accounts, 'account')} (${uses.inTrash} in trash), ${count(uses.builtIns, 'built-in credential')} and ${count(uses.policies, 'routing policy', 'routing policies')}.`,
    hint: 'Hide or deprecate it instead: existing connections keep working, and no new ones are made.',
  })
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
