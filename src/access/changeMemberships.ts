import type { Access, Where } from 'payload'
import { actorOf } from './actorOf.ts'
import { accountsWith } from './canInAccount.ts'
import { createInAccount, inAccount } from './inAccount.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

/** People bring people in: whoever holds a program's token must not be able to become a member with it. */
const create: Access = async (args) => {
  if ((await actorOf(args.req)).kind === 'token') return false
  // Which rows the platform may make (the first owner of an account without one, never itself) is checked in guardMembership.
  if (isPlatformActor(await actorOf(args.req))) return true
  return createInAccount({ ability: 'manage' })(args)
}

const update: Access = async (args) => (await actorOf(args.req)).kind !== 'token' && inAccount({ ability: 'manage' })(args)

/** Account admins remove anybody (owners only by owners: guardMembershipRemoval); everybody may leave. */
const remove: Access = async ({ req }) => {
  const actor = await actorOf(req)
  if (actor.kind !== 'user') return false
  const allowed: Where[] = []
  const managed = accountsWith({ actor, ability: 'manage' })
  if (managed.length > 0) allowed.push({ account: { in: managed } })
  allowed.push({ user: { equals: actor.id } })
  return { or: allowed }
}

export const changeMemberships = { create, update, remove }
