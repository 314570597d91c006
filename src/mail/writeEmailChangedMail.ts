import type { Language } from '#src/messages/Language.ts'
import { chooseMailWords } from './chooseMailWords.ts'
import { layOutMail } from './layOutMail.ts'
import type { Mail } from './Mail.ts'

type Facts = { language: Language; url: string }

/** To the address somebody no longer signs in with, so that they hear of it if it was not them; `url` is where one signs in. */
export function writeEmailChangedMail({ language, url }: Facts): Mail {
  const { greeting, cannotClick, moved } = chooseMailWords(language)
  return layOutMail({ language, subject: moved.subject, greeting, paragraphs: [moved.text], link: { verb: moved.verb, url, cannotClick }, closing: [moved.ignore] })
}
