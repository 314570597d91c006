import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockOwnTokens } from './stores/listOwnTokens.ts'
import { removeApiToken } from './stores/removeApiToken.ts'

/**
 * Ends every API token that whoever is signed in has made, in all their accounts: all or none.
 * @throws PatchbayError `unauthenticated`, `forbidden`
 */
export async function revokeOwnTokens({ req }: { req: PayloadRequest }): Promise<{ revoked: number }> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'An API token has made none of its own.', hint: 'People revoke theirs themselves, signed in.' })
  return inTransaction({
    req,
    work: async () => {
      const ids = await lockOwnTokens({ req, user: actor.id })
      for (const id of ids) await removeApiToken({ req, id })
      return { revoked: ids.length }
    },
  })
}
