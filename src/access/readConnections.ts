import type { Access, Where } from 'payload'
import { actorOf } from './actorOf.ts'
import { accountsWith } from './canInAccount.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

/** Account-visible connections of one's accounts, one's own private ones, all of an account one manages; metadata for the platform. */
export const readConnections: Access = async ({ req }) => {
  const actor = await actorOf(req)
  if (isPlatformActor(actor)) return true
  const managed = accountsWith({ actor, ability: 'manage' })
  const seen = accountsWith({ actor, ability: 'see' })
  if (seen.length === 0) return false
  const visible: Where[] = [{ and: [{ account: { in: seen } }, { visibility: { equals: 'account' } }] }]
  // A token acts as the account, never as a person, so that private connections stay out of its reach even when it manages.
  if (actor.kind === 'user') {
    visible.push({ and: [{ account: { in: seen } }, { owner: { equals: actor.id } }] })
    if (managed.length > 0) visible.push({ account: { in: managed } })
  }
  return { or: visible }
}
