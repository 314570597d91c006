import { createTransport } from 'nodemailer'
import type { OutgoingMail } from './deliverMail.ts'
import { runtime } from './runtime.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Hands a mail to the server of PATCHBAY_SMTP_URL, encrypted unless that is on this very machine. @throws what the server says */
export async function sendBySmtp({ to, subject, text, html }: OutgoingMail): Promise<void> {
  const { PATCHBAY_SMTP_URL: server, PATCHBAY_MAIL_FROM: from } = runtime().env
  const transport = createTransport(readServer(server ?? ''))
  try {
    // A content of ours never names a file or an address to fetch; nodemailer would otherwise follow such.
    await transport.sendMail({ from, to: { name: '', address: to }, subject, text, html, disableFileAccess: true, disableUrlAccess: true, headers: { 'Auto-Submitted': 'auto-generated' } })
  } finally {
    transport.close()
  }
}

function readServer(address: string) {
  const { protocol, hostname, port, username, password } = new URL(address)
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !loopback.has(hostname),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  }
}
