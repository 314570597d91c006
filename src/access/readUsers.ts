import type { Access, Where } from 'payload'
import { readColleagues } from '#src/server/stores/readColleagues.ts'
import { actorOf } from './actorOf.ts'
import { accountsWith } from './canInAccount.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

/** Oneself and the people one shares an account with. */
export const readUsers: Access = async ({ req }) => {
  const actor = await actorOf(req)
  if (isPlatformActor(actor)) return true
  if (actor.kind === 'anonymous') return false
  const people = await readColleagues({ req, accounts: accountsWith({ actor, ability: 'see' }) })
  const own = actor.kind === 'user' ? [actor.id] : []
  return { id: { in: [...new Set([...people, ...own])] } } as Where
}

/** Oneself; platform admins everybody. */
export const updateUsers: Access = async ({ req }) => {
  const actor = await actorOf(req)
  if (isPlatformActor(actor)) return true
  return actor.kind === 'user' ? ({ id: { equals: actor.id } } as Where) : false
}
