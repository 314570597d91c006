import type { Language } from '#src/messages/Language.ts'
import { chooseMailWords } from './chooseMailWords.ts'
import { layOutMail } from './layOutMail.ts'
import type { Mail } from './Mail.ts'

type Facts = { language: Language; url: string }

/** To somebody whose password was changed, so that they hear of it if it was not them; `url` is where one asks for a link. */
export function writePasswordChangedMail({ language, url }: Facts): Mail {
  const { greeting, cannotClick, changed } = chooseMailWords(language)
  return layOutMail({ language, subject: changed.subject, greeting, paragraphs: [changed.text], link: { verb: changed.verb, url, cannotClick }, closing: [changed.ignore] })
}
