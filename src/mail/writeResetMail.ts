import type { Language } from '#src/messages/Language.ts'
import { chooseMailWords } from './chooseMailWords.ts'
import { layOutMail } from './layOutMail.ts'
import type { Mail } from './Mail.ts'

type Facts = { language: Language; url: string }

/** To somebody who forgot their password; `url` holds the token. */
export function writeResetMail({ language, url }: Facts): Mail {
  const { greeting, cannotClick, reset } = chooseMailWords(language)
  return layOutMail({ language, subject: reset.subject, greeting, paragraphs: [reset.text], link: { verb: reset.verb, url, cannotClick }, closing: [reset.ends, reset.ignore] })
}
