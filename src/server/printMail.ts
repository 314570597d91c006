import type { OutgoingMail } from './deliverMail.ts'

/**
 * The terminal as the mailbox of one's own machine, link included: that is the point, and why src/env.ts refuses it for
 * installations that others reach. Past the logger, which would take the token out.
 */
export async function printMail({ to, subject, text }: OutgoingMail): Promise<void> {
  const body = text.trimEnd().split('\n').map((line) => `  | ${line.replaceAll(/\p{Cc}/gu, ' ')}`)
  process.stdout.write(['', `  | Mail to ${to}`, `  | Subject: ${subject}`, '  |', ...body, '', ''].join('\n'))
}
