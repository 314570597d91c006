import type { PayloadRequest } from 'payload'
import { readActorAgain } from '#src/access/actorOf.ts'
import { provePassword } from './provePassword.ts'
import { requireAccount } from './requireAccount.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockMemberships } from './stores/lockMemberships.ts'
import { removeAccount } from './stores/removeAccount.ts'

/**
 * Deletes an account with everything in it, for an owner who proves who they are: nothing brings it back.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`, `validation_failed`, `rate_limited`
 */
export async function deleteAccount({ req, id, current }: { req: PayloadRequest; id: string; current: string }): Promise<void> {
  const account = id.toLowerCase()
  await requireAccount({ req, account, ability: 'own' })
  await provePassword({ req, current })
  await inTransaction({
    req,
    work: async () => {
      await lockMemberships({ req, account })
      // Removed or demoted while this waited.
      await readActorAgain(req)
      await requireAccount({ req, account, ability: 'own' })
      await removeAccount({ req, id: account })
    },
  })
}
