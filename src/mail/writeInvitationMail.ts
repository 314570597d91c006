import { readers } from '#src/messages/readers.ts'
import type { Language } from '#src/messages/Language.ts'
import { chooseMailWords } from './chooseMailWords.ts'
import { layOutMail } from './layOutMail.ts'
import type { Mail } from './Mail.ts'
import { quoteName } from './quoteName.ts'
import { shortenName } from './shortenName.ts'

type Facts = { language: Language; inviter: string; account: string; role: string; url: string; expiresAt: Date }

/** To somebody who is asked to join an account. Day of the end in UTC, in words. */
export function writeInvitationMail({ language, inviter, account, role, url, expiresAt }: Facts): Mail {
  const { greeting, cannotClick, invitation } = chooseMailWords(language)
  const day = new Intl.DateTimeFormat(readers[language].locale, { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const facts = { inviter: quoteName(inviter), account: quoteName(account), role: invitation.roles[role] ?? role }
  return layOutMail({
    language,
    subject: invitation.subject(shortenName(account)),
    greeting,
    paragraphs: [invitation.text(facts)],
    link: { verb: invitation.verb, url, cannotClick },
    closing: [invitation.ends(day), invitation.ignore],
  })
}
