import type { CollectionBeforeChangeHook, CollectionBeforeDeleteHook, PayloadRequest } from 'payload'
import type { Actor } from '#src/access/Actor.ts'
import { actorOf } from '#src/access/actorOf.ts'
import { isServerItself } from '#src/access/isServerItself.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import { isLastPlatformAdmin } from '#src/server/stores/isLastPlatformAdmin.ts'
import { readRoles } from '#src/server/stores/readRoles.ts'

type User = { id: string; email?: string; platformRole?: string; password?: unknown }

/**
 * The platform runs the catalog and uses nobody's credentials: so it cannot become a member by setting that person's
 * password or address either, nor does somebody else's open session become them. A platform token makes no platform admins, and the last one stays.
 */
export const guardUser: CollectionBeforeChangeHook = async ({ data, originalDoc, operation, req }) => {
  const [next, before] = [data as Partial<User>, originalDoc as User | undefined]
  if (operation === 'update' && before?.platformRole === 'admin' && next.platformRole !== undefined && next.platformRole !== 'admin') await refuseLastAdmin({ req, user: before.id })
  if (isServerItself(req)) return data
  const actor = await actorOf(req)
  if (next.platformRole === 'admin' && before?.platformRole !== 'admin' && actor.kind !== 'user') {
    throw new PatchbayError('forbidden', { field: 'platformRole', message: 'A platform token cannot make platform admins.', hint: 'A platform admin does that, signed in.' })
  }
  if (typeof next.password === 'string' && next.password !== '') {
    const fault = checkPassword({ password: next.password, email: String(next.email ?? before?.email ?? '') })
    if (fault !== null) throw new PatchbayError('validation_failed', { field: 'password', message: fault })
  }
  if (operation === 'update' && before !== undefined && changesSignIn({ next, before })) await guardSignIn({ req, actor, user: before })
  return data
}

export const guardUserRemoval: CollectionBeforeDeleteHook = async ({ id, req }) => {
  await refuseLastAdmin({ req, user: String(id).toLowerCase() })
}

const changesSignIn = ({ next, before }: { next: Partial<User>; before: User }): boolean =>
  (next.password !== undefined && next.password !== null && next.password !== '') || (next.email !== undefined && normalised(next.email) !== normalised(before.email))

const normalised = (email: unknown): string => String(email).trim().toLowerCase()

async function guardSignIn({ req, actor, user }: { req: PayloadRequest; actor: Actor; user: User }): Promise<void> {
  if (actor.kind === 'user' && actor.id === user.id) {
    // The admin panel's own form knows no old password; whoever uses only the pages of a tenant gives theirs (server/provePassword).
    if (actor.isPlatformAdmin || req.context.provedPasswordOf === user.id) return
    throw new PatchbayError('forbidden', { message: 'How one signs in is changed with one’s current password alone.', hint: 'Send it to POST /api/users/password or POST /api/users/email.' })
  }
  if ((await readRoles({ req, user: user.id })).size > 0) {
    throw new PatchbayError('forbidden', {
      message: 'Nobody but themself changes the password or the e-mail address of somebody who belongs to an account.',
      hint: 'They can change both while they are signed in. For somebody who cannot sign in any more, make a new user, whom an owner of the account adds.',
    })
  }
  if (actor.kind === 'token' && user.platformRole === 'admin') {
    throw new PatchbayError('forbidden', { message: 'A platform token cannot change how a platform admin signs in.', hint: 'A platform admin does that, signed in.' })
  }
}

async function refuseLastAdmin({ req, user }: { req: PayloadRequest; user: string }): Promise<void> {
  if (!(await isLastPlatformAdmin({ req, user }))) return
  throw new PatchbayError('conflict', { message: 'Patchbay keeps at least one platform admin.', hint: 'Make somebody else a platform admin first.' })
}
