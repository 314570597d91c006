import { runtime } from './runtime.ts'

/** How mails leave: through a mail server, to the terminal of one's own machine, or not at all. */
export type MailMode = 'smtp' | 'print' | 'off'

export function mailMode(): MailMode {
  const { PATCHBAY_SMTP_URL: server, PATCHBAY_PRINT_MAIL: isPrinted } = runtime().env
  return server === undefined ? (isPrinted ? 'print' : 'off') : 'smtp'
}
