import { readers } from '#src/messages/readers.ts'
import type { Language } from '#src/messages/Language.ts'
import { chooseMailWords } from './chooseMailWords.ts'
import { layOutMail } from './layOutMail.ts'
import type { Mail } from './Mail.ts'

type Facts = { language: Language; inviter: string; account: string; role: string; url: string; expiresAt: Date }

const shorten = (name: string): string => ([...name].length > 80 ? `${[...name].slice(0, 79).join('')}…` : name)

/** Mail programs make links of whatever looks like an address: a name must not become a button of its own to a page of theirs. */
const unlink = (name: string): string => shorten(name).replaceAll(/(?<=\S)[.:/@](?=\S)/g, '$&\u200b')

/** To somebody who is asked to join an account. Day of the end in UTC, in words. */
export function writeInvitationMail({ language, inviter, account, role, url, expiresAt }: Facts): Mail {
  const { greeting, cannotClick, invitation } = chooseMailWords(language)
  const day = new Intl.DateTimeFormat(readers[language].locale, { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const facts = { inviter: unlink(inviter), account: unlink(account), role: invitation.roles[role] ?? role }
  return layOutMail({
    language,
    subject: invitation.subject(shorten(account)),
    greeting,
    paragraphs: [invitation.text(facts)],
    link: { verb: invitation.verb, url, cannotClick },
    closing: [invitation.ends(day), invitation.ignore],
  })
}
