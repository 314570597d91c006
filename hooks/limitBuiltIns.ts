import type { CollectionBeforeChangeHook } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { limitChanges } from '#src/server/limitChanges.ts'

/** A key of the platform is saved under the same limit as anybody's. What the installation itself sets up is nobody's request. */
export const limitBuiltIns: CollectionBeforeChangeHook = async ({ data, req }) => {
  const actor = await actorOf(req)
  if (data.credentialPayload != null && actor.kind !== 'anonymous') await limitChanges({ actor, account: null })
  return data
}
