import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { emailOf } from '#src/access/emailOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isPasswordOf, type Person } from './stores/passwords.ts'
import { addressOf, throttle } from './throttle.ts'

export const proofSchema = z.object({ current: z.string().max(1_000) })

const message = 'Too many tries. Wait ten minutes, then try again.'

/**
 * Who is signed in, proved by their password: an open screen or a stolen session is not enough to take over a sign-in or
 * an account, or to end one. The rest of the request may then change how they sign in (hooks/guardUser) or delete their
 * account (hooks/guardAccountRemoval). Before any transaction: it takes a connection of its own.
 * @throws PatchbayError `unauthenticated`, `forbidden`, `validation_failed`, `rate_limited`
 */
export async function provePassword({ req, current }: { req: PayloadRequest; current: string }): Promise<Person> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'An API token has no password.', hint: 'People change how they sign in themselves, signed in.' })
  const person: Person = { id: actor.id, email: emailOf(req), language: req.user?.collection === 'users' ? req.user.language : null }
  // Counted like sign-ins, since this too tells whether a password is right; in this order, so that one address alone never locks the person out elsewhere.
  await throttle({ req, windowSeconds: 600, limits: [{ key: `user:${person.email}:${addressOf(req)}`, limit: 10 }], message })
  await throttle({ req, windowSeconds: 600, limits: [{ key: `person:${person.email}`, limit: 50 }], message })
  if (!(await isPasswordOf({ payload: req.payload, person, password: current }))) throw new PatchbayError('validation_failed', { field: 'current', message: 'This is not your current password.', hint: 'Sign out and choose “Forgot your password?” if you no longer know it.' })
  req.context.provedPasswordOf = person.id
  return person
}
