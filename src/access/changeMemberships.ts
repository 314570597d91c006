import type { Access, Where } from 'payload'
import { actorOf } from './actorOf.ts'
import { accountsWith } from './canInAccount.ts'
import { createInAccount } from './inAccount.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

const create: Access = async (args) => {
  // Which rows the platform may make (the first owner of an account without one, never itself) is checked in guardMembership.
  if (isPlatformActor(await actorOf(args.req))) return true
  return createInAccount({ ability: 'manage' })(args)
}

/** Account admins remove anybody (owners only by owners: guardMembershipRemoval); everybody may leave. */
const remove: Access = async ({ req }) => {
  const actor = await actorOf(req)
  const allowed: Where[] = []
  const managed = accountsWith({ actor, ability: 'manage' })
  if (managed.length > 0) allowed.push({ account: { in: managed } })
  if (actor.kind === 'user') allowed.push({ user: { equals: actor.id } })
  return allowed.length > 0 ? { or: allowed } : false
}

export const changeMemberships = { create, remove }
