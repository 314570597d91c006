import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { writeEmailChangedMail } from '#src/mail/writeEmailChangedMail.ts'
import type { Language } from '#src/messages/Language.ts'
import { mailMode } from './mailMode.ts'
import { provePassword } from './provePassword.ts'
import { runtime } from './runtime.ts'
import { sendMail } from './sendMail.ts'
import { saveSignIn } from './stores/passwords.ts'

export const emailSchema = z.object({ current: z.string().max(1_000), email: z.string().trim().toLowerCase().pipe(z.email('this is no e-mail address').max(254)) })

type Changing = { req: PayloadRequest; input: z.infer<typeof emailSchema>; language: Language }

/**
 * Another address to sign in with, for whoever knows the password: links for forgotten ones go there from now on. The
 * former address is told.
 * @throws PatchbayError `unauthenticated`, `forbidden`, `validation_failed` (also for an address that is taken), `rate_limited`
 */
export async function changeEmail({ req, input: { current, email }, language }: Changing): Promise<void> {
  const person = await provePassword({ req, current })
  if (email === person.email) return
  await saveSignIn({ req, user: person.id, data: { email } })
  if (mailMode() !== 'off') await sendMail({ payload: req.payload, to: person.email, mail: writeEmailChangedMail({ language: person.language ?? language, url: `${runtime().env.PATCHBAY_PUBLIC_URL}/sign-in` }) })
}
