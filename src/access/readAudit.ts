import type { Access, Where } from 'payload'
import { actorOf } from './actorOf.ts'
import { accountsWith } from './canInAccount.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

/**
 * Events of one's accounts; those about a private connection carry the owner in `visibleTo` and are theirs and the
 * account admins' alone, so that the trail tells nobody of a connection they may not see.
 */
export const readAudit: Access = async ({ req }) => {
  const actor = await actorOf(req)
  if (isPlatformActor(actor)) return true
  const seen = accountsWith({ actor, ability: 'see' })
  if (seen.length === 0) return false
  const managed = accountsWith({ actor, ability: 'manage' })
  const visible: Where[] = [{ and: [{ account: { in: seen } }, { visibleTo: { exists: false } }] }]
  if (actor.kind === 'user') {
    visible.push({ and: [{ account: { in: seen } }, { visibleTo: { equals: actor.id } }] })
    if (managed.length > 0) visible.push({ account: { in: managed } })
  }
  return { or: visible }
}
