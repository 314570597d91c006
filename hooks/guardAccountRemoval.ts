import type { CollectionBeforeDeleteHook } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isServerItself } from '#src/access/isServerItself.ts'
import { PatchbayError } from '#src/engine/errors.ts'

/** An open screen or a stolen session is not enough to destroy an account. The admin panel's own form knows no password. */
export const guardAccountRemoval: CollectionBeforeDeleteHook = async ({ req }) => {
  if (isServerItself(req)) return
  const actor = await actorOf(req)
  if (actor.kind !== 'user' || actor.isPlatformAdmin || req.context.provedPasswordOf === actor.id) return
  throw new PatchbayError('forbidden', { message: 'An account is deleted with its owner’s current password alone.', hint: 'Send it to POST /api/accounts/{id}/delete.' })
}
