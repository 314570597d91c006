import { deMail } from '#src/messages/deMail.ts'
import { enMail, type MailWords } from '#src/messages/enMail.ts'
import type { Language } from '#src/messages/Language.ts'

const words: Record<Language, MailWords> = { en: enMail, de: deMail }

/** The words of a mail to somebody who reads that language. Apart from the pages' sentences, so that no browser loads them. */
export const chooseMailWords = (language: Language): MailWords => words[language]
