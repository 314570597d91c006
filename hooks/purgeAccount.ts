import type { CollectionBeforeDeleteHook } from 'payload'
import { destroyAccount } from '#src/server/stores/destroyAccount.ts'

/** In the transaction of the deletion: first the data key, then everything the account owned. */
export const purgeAccount: CollectionBeforeDeleteHook = async ({ req, id }) => {
  await destroyAccount({ req, account: String(id) })
}
