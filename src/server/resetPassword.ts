import { createLocalReq, type PayloadRequest } from 'payload'
import { z } from 'zod'
import { PatchbayError } from '#src/engine/errors.ts'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { writePasswordChangedMail } from '#src/mail/writePasswordChangedMail.ts'
import type { Language } from '#src/messages/Language.ts'
import { loadOwnTokens } from './loadOwnTokens.ts'
import { mailMode } from './mailMode.ts'
import { runtime } from './runtime.ts'
import { sendMail } from './sendMail.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { findByResetToken, type Person, useResetToken } from './stores/passwords.ts'
import { traceOf } from './stores/traceOf.ts'
import { addressOf, throttle } from './throttle.ts'

export const resetSchema = z.object({ token: z.string().min(1).max(200), password: z.string().max(1_000) })

type Resetting = { req: PayloadRequest; input: z.infer<typeof resetSchema>; language: Language }

/**
 * Sets a new password with the token of a mail, once. Every sign-in of that person ends, and nobody is signed in by it:
 * who holds a stolen link must at least not be let in at once. A password that is too weak uses nothing up.
 * @returns whose it is, and the API tokens that this does not end
 * @throws PatchbayError `not_found`, `validation_failed`, `rate_limited`
 */
export async function resetPassword({ req, input: { token, password }, language }: Resetting): Promise<{ email: string; tokens: OwnToken[] }> {
  await throttle({ req, windowSeconds: 600, limits: [{ key: `address:${addressOf(req)}`, limit: 60 }], message: 'Too many tries from here. Wait ten minutes, then try again.' })
  // Not the request's own: it may be somebody else's, who is signed in here.
  const own = await createLocalReq({ context: { trace: traceOf(req) } }, req.payload)
  const person = await inTransaction({
    req: own,
    work: async () => {
      const person = await findByResetToken({ req: own, token })
      if (person === null) throw new PatchbayError('not_found', { message: 'This link cannot be used any more.', hint: 'Links work once, for one hour, and only the newest one does. Ask for another.' })
      const fault = checkPassword({ password, email: person.email })
      if (fault !== null) throw new PatchbayError('validation_failed', { field: 'password', message: fault })
      await useResetToken({ req: own, person, token, password })
      return person
    },
  })
  await tellOfChange({ req, person, language })
  return { email: person.email, tokens: await loadOwnTokens({ user: person.id }) }
}

/** So that somebody whose password was changed by another hears of it. */
export async function tellOfChange({ req, person, language }: { req: PayloadRequest; person: Person; language: Language }): Promise<void> {
  if (mailMode() !== 'off') await sendMail({ payload: req.payload, to: person.email, mail: writePasswordChangedMail({ language: person.language ?? language, url: `${runtime().env.PATCHBAY_PUBLIC_URL}/forgot-password` }) })
}
