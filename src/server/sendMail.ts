import type { Payload } from 'payload'
import type { Mail } from '#src/mail/Mail.ts'

type Sending = { payload: Payload; to: string; mail: Mail }

/**
 * Sends a mail through Payload's adapter and says whether it was taken. What it is about has been stored by then, and
 * must not be lost over a mail server that is away: so this never throws. The address stays out of the log.
 */
export async function sendMail({ payload, to, mail }: Sending): Promise<boolean> {
  try {
    await payload.sendEmail({ to, ...mail })
    return true
  } catch (cause) {
    const { code, responseCode } = cause as { code?: unknown; responseCode?: unknown }
    payload.logger.error({ msg: 'A mail could not be sent.', code: String(responseCode ?? code ?? 'unknown') })
    return false
  }
}
