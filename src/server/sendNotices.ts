import type { Pool } from 'pg'
import type { MailNotice } from '#src/mail/writeNoticesMail.ts'
import { writeNoticesMail } from '#src/mail/writeNoticesMail.ts'
import { deliverMail } from './deliverMail.ts'
import { mailMode } from './mailMode.ts'
import { runtime } from './runtime.ts'
import { claimNotices, confirmNotices, type DueNotice, forgetNotices } from './stores/notices.ts'

const batchSize = 500

/**
 * Mails what is due to whom it concerns: that a connection stopped working, has expired, expires in 14, 7 or 1 days, or
 * that its key should be replaced by then. Each thing once, all that one person is to hear in one mail. Where no mail is
 * set up it does nothing; Settings shows the same in any case.
 * @returns mails that were taken, and those that were not and come again
 */
export async function sendNotices({ pool, signal }: { pool: Pool; signal: AbortSignal }): Promise<{ sent: number; failed: number }> {
  await forgetNotices({ pool })
  const count = { sent: 0, failed: 0 }
  if (mailMode() === 'off') return count
  for (;;) {
    const due = await claimNotices({ pool, limit: batchSize })
    for (const notices of byPerson(due)) {
      if (signal.aborted) return count
      count[(await send({ pool, notices })) ? 'sent' : 'failed'] += 1
    }
    if (due.length < batchSize) return count
  }
}

type OfOne = [DueNotice, ...DueNotice[]]

function byPerson(notices: DueNotice[]): OfOne[] {
  const people = new Map<string, OfOne>()
  for (const notice of notices) {
    const known = people.get(notice.person)
    if (known === undefined) people.set(notice.person, [notice])
    else known.push(notice)
  }
  return [...people.values()]
}

async function send({ pool, notices }: { pool: Pool; notices: OfOne }): Promise<boolean> {
  const [{ email, language }] = notices
  const mail = writeNoticesMail({ language: language ?? 'en', notices: notices satisfies [MailNotice, ...MailNotice[]], url: `${runtime().env.PATCHBAY_PUBLIC_URL}/settings/integrations` })
  try {
    await deliverMail({ to: email, ...mail })
  } catch {
    // Kept: it is taken again later. The address and what the mail server said of it stay out of the log.
    return false
  }
  await confirmNotices({ pool, notices })
  return true
}
