import type { Access, FieldAccess } from 'payload'
import type { Actor } from './Actor.ts'
import { actorOf } from './actorOf.ts'

/** A platform admin by role, or a platform API token that may manage. */
export const isPlatformActor = (actor: Actor): boolean =>
  actor.kind === 'user' ? actor.isPlatformAdmin : actor.kind === 'token' && actor.isPlatform && actor.scopes.has('manage')

export const isPlatformAdmin: Access = async ({ req }) => isPlatformActor(await actorOf(req))

export const isPlatformAdminField: FieldAccess = async ({ req }) => isPlatformActor(await actorOf(req))
