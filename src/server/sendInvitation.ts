import type { PayloadRequest } from 'payload'
import { invitationDays } from '#src/engine/people/stateOfInvitation.ts'
import { writeInvitationMail } from '#src/mail/writeInvitationMail.ts'
import type { Language } from '#src/messages/Language.ts'
import { mailMode } from './mailMode.ts'
import { runtime } from './runtime.ts'
import { sendMail } from './sendMail.ts'
import { readInvitation } from './stores/invitations.ts'

/** `link`: only where no mail is set up, for the inviter to pass on, and never again. */
export type Sent = { mail: 'sent' | 'failed' | 'off'; link: string | null }

export const lifetimeOf = (now: Date): { sentAt: string; expiresAt: string } => ({ sentAt: now.toISOString(), expiresAt: new Date(now.getTime() + invitationDays * 86_400_000).toISOString() })

/**
 * Mails the link of an invitation that is stored by now; a mail that fails leaves it as it is, to be sent again. The token
 * is in the fragment, which browsers keep to themselves: no server, log, proxy or Referer sees it.
 */
export async function sendInvitation({ req, id, token, language }: { req: PayloadRequest; id: string; token: string; language: Language }): Promise<Sent> {
  const url = `${runtime().env.PATCHBAY_PUBLIC_URL}/invitations#${token}`
  if (mailMode() === 'off') return { mail: 'off', link: url }
  const invitation = await readInvitation({ req, id })
  if (invitation === null) return { mail: 'failed', link: null }
  const { email, accountName: account, inviterName, role, expiresAt, language: chosen } = invitation
  const isSent = await sendMail({ payload: req.payload, to: email, mail: writeInvitationMail({ language: chosen ?? language, inviter: inviterName ?? account, account, role, url, expiresAt }) })
  return { mail: isSent ? 'sent' : 'failed', link: null }
}
