import type { CollectionBeforeChangeHook } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'

/** Writes beside each version of a row who made it. */
export const nameChanger: CollectionBeforeChangeHook = async ({ data, req }) => {
  const actor = req.payloadAPI === 'local' && !req.user ? null : await actorOf(req)
  return { ...data, changedBy: actor !== null && 'label' in actor ? actor.label : null }
}
