import type { CollectionBeforeDeleteHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { countProviderUses } from '#src/server/stores/countProviderUses.ts'

/** A provider that something still refers to stays; hiding or deprecating it is the way out. */
export const guardProviderRemoval: CollectionBeforeDeleteHook = async ({ req, id }) => {
  const uses = await countProviderUses({ req, id: String(id) })
  if (uses.connections + uses.builtIns + uses.policies === 0) return
  throw new PatchbayError('provider_in_use', {
    message: `${uses.connections} connections of ${uses.accounts} accounts (${uses.inTrash} of them in trash), ${uses.builtIns} built-in credentials and ${uses.policies} routing policies still use this provider.`,
    hint: 'Hide or deprecate it instead: existing connections keep working, and no new ones are made.',
  })
}
