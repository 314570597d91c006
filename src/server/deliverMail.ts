import { PatchbayError } from '#src/engine/errors.ts'
import { mailMode } from './mailMode.ts'
import { printMail } from './printMail.ts'
import { sendBySmtp } from './sendBySmtp.ts'

export type OutgoingMail = { to: string; subject: string; text: string; html: string }

/** One plain address: no name, no second one, nothing that could end the header it stands in (RFC 5322 section 3.4.1). */
const oneAddress = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]{1,189}$/u

/**
 * Hands a mail over as the environment says. Resolves when it has been taken.
 * @throws PatchbayError `internal` when no mail is set up; whatever the mail server says otherwise
 */
export async function deliverMail(given: OutgoingMail): Promise<void> {
  const mail = { ...given, subject: given.subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 250) }
  if (!oneAddress.test(mail.to)) throw new PatchbayError('internal', { message: 'A mail was to go to what is no address.' })
  const mode = mailMode()
  if (mode === 'smtp') return sendBySmtp(mail)
  if (mode === 'print') return printMail(mail)
  throw new PatchbayError('internal', { message: 'No mail is sent from this installation.' })
}
