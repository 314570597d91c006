import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { emailOf } from '#src/access/emailOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import type { Language } from '#src/messages/Language.ts'
import { tellOfChange } from './resetPassword.ts'
import { isPasswordOf, savePassword } from './stores/passwords.ts'
import { addressOf, throttle } from './throttle.ts'

export const passwordSchema = z.object({ current: z.string().max(1_000), password: z.string().max(1_000) })

type Changing = { req: PayloadRequest; input: z.infer<typeof passwordSchema>; language: Language }

/**
 * One's own new password, for whoever knows the old one: an open screen is not enough. All other sign-ins end
 * (hooks/recordPasswordChange).
 * @throws PatchbayError `unauthenticated`, `forbidden`, `validation_failed`, `rate_limited`
 */
export async function changePassword({ req, input: { current, password }, language }: Changing): Promise<void> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'An API token has no password.', hint: 'People change their own, signed in.' })
  const person = { id: actor.id, email: emailOf(req), language: req.user?.collection === 'users' ? req.user.language : null }
  // Counted like sign-ins, since this too tells whether a password is right.
  await throttle({ req, windowSeconds: 600, limits: [{ key: `user:${person.email}:${addressOf(req)}`, limit: 10 }, { key: `person:${person.email}`, limit: 50 }], message: 'Too many tries. Wait ten minutes, then try again.' })
  const fault = checkPassword({ password, email: person.email })
  if (fault !== null) throw new PatchbayError('validation_failed', { field: 'password', message: fault })
  if (!(await isPasswordOf({ payload: req.payload, person, password: current }))) throw new PatchbayError('validation_failed', { field: 'current', message: 'This is not your current password.', hint: 'Sign out and choose “Forgot your password?” if you no longer know it.' })
  await savePassword({ req, user: person.id, password })
  await tellOfChange({ req, person, language })
}
