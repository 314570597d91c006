import { readers } from '#src/messages/readers.ts'
import type { Language } from '#src/messages/Language.ts'
import { chooseMailWords } from './chooseMailWords.ts'
import { layOutMail } from './layOutMail.ts'
import type { Mail } from './Mail.ts'
import { quoteName } from './quoteName.ts'
import { shortenName } from './shortenName.ts'

/** One thing to say of one connection; `at` is the date it is about. */
export type MailNotice = { connection: string; kind: 'error' | 'ended' | 'ends' | 'rotate'; at: Date | null; name: string; providerName: string; accountName: string }

type Facts = { language: Language; notices: [MailNotice, ...MailNotice[]]; url: string }

const shownAtMost = 20

/** To whoever looks after connections that need a hand: all of it in one mail, the worst first. Days in UTC, in words. */
export function writeNoticesMail({ language, notices, url }: Facts): Mail {
  const { greeting, cannotClick, notices: words } = chooseMailWords(language)
  const date = new Intl.DateTimeFormat(readers[language].locale, { dateStyle: 'long', timeZone: 'UTC' })
  const say = ({ kind, at, name, providerName, accountName }: MailNotice): string =>
    words[kind]({ name: quoteName(name), provider: quoteName(providerName), account: quoteName(accountName), day: at === null ? '' : date.format(at) })
  const [first] = notices
  const connections = new Set(notices.map((one) => one.connection)).size
  return layOutMail({
    language,
    subject: connections === 1 ? words.subject[first.kind](shortenName(first.name)) : words.several(connections),
    greeting,
    paragraphs: [...notices.slice(0, shownAtMost).map(say), ...(notices.length > shownAtMost ? [words.more(notices.length - shownAtMost)] : [])],
    link: { verb: words.verb, url, cannotClick },
    closing: [words.why],
  })
}
