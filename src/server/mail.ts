import type { EmailAdapter } from 'payload'
import { deliverMail } from './deliverMail.ts'

/**
 * Payload's door to mail. What a mail says is decided by the use-cases; how it leaves, by the environment. The sender
 * is always the environment's, whatever a message names.
 */
export const mail: EmailAdapter = () => ({
  name: 'patchbay',
  defaultFromAddress: 'patchbay@localhost',
  defaultFromName: 'Patchbay',
  sendEmail: ({ to, subject, text, html }) => deliverMail({ to: String(to), subject: String(subject ?? ''), text: String(text ?? ''), html: String(html ?? '') }),
})
