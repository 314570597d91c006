import { createLocalReq, type Payload, type PayloadRequest } from 'payload'
import { z } from 'zod'
import { PatchbayError } from '#src/engine/errors.ts'
import { writeResetMail } from '#src/mail/writeResetMail.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import type { Language } from '#src/messages/Language.ts'
import { mailMode } from './mailMode.ts'
import { runtime } from './runtime.ts'
import { sendMail } from './sendMail.ts'
import { insertAuditEvent } from './stores/insertAuditEvent.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { makeResetToken } from './stores/passwords.ts'
import { countAttempt } from './stores/signInAttempts.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { traceOf } from './stores/traceOf.ts'
import { addressOf, throttle } from './throttle.ts'

export const forgotSchema = z.object({ email: z.string().trim().toLowerCase().pipe(z.email('this is no e-mail address').max(254)) })

type Asking = { req: PayloadRequest; email: string; language: Language }

/**
 * Sends a link to set a new password to whoever signs in with that address. The answer comes before anything is looked
 * up, so that neither what it says nor how long it takes tells whether somebody does.
 * @throws PatchbayError `method_not_allowed` where no mail is set up, `rate_limited`
 */
export async function requestPasswordReset({ req, email, language }: Asking): Promise<void> {
  if (mailMode() === 'off') throw new PatchbayError('method_not_allowed', { message: 'No e-mail is sent from here, so there are no links for forgotten passwords.', hint: 'If you belong to an account, ask the operator of the installation for a new password; if you belong to none, a platform admin can set one.' })
  await throttle({ req, windowSeconds: 600, limits: [{ key: `address:${addressOf(req)}`, limit: 60 }, { key: `forgot:${addressOf(req)}:${email}`, limit: 5 }], message: 'Too many tries from here. Wait ten minutes, then try again.' })
  const { payload } = req
  void sendLink({ payload, email, language, trace: traceOf(req) }).catch((cause: unknown) => payload.logger.error({ msg: 'A link for a forgotten password could not be made.', code: (cause as { code?: unknown }).code }))
}

const mailsAnHour = 5

async function sendLink({ payload, email, language, trace }: { payload: Payload; email: string; language: Language; trace: Trace }): Promise<void> {
  const req = await createLocalReq({ context: { trace } }, payload)
  // Silently, and over all addresses: nobody fills another person's mailbox from here.
  const key = `password links:${email}`
  if (((await countAttempt({ req, keys: [key], windowSeconds: 3_600 })).get(key) ?? 0) > mailsAnHour) return
  const made = await inTransaction({
    req,
    work: async () => {
      const made = await makeResetToken({ req, email })
      if (made === null) return null
      const { id, email: label } = made.person
      await sqlOf({ req, query: insertAuditEvent({ account: null, action: 'user.password_link_sent', actor: { kind: 'anonymous' }, targetType: 'user', targetId: id, targetLabel: label, provider: null, outcome: 'done', code: null, changed: [], ...trace, visibleTo: null }) })
      return made
    },
  })
  if (made !== null) await sendMail({ payload, to: made.person.email, mail: writeResetMail({ language: made.person.language ?? language, url: `${runtime().env.PATCHBAY_PUBLIC_URL}/reset-password#${made.token}` }) })
}
