import { type Language, languages } from './Language.ts'

const isLanguage = (value: string): value is Language => (languages as readonly string[]).includes(value)

/**
 * The language somebody chose, else the first of their browser's that there are sentences in, else English.
 * `accepted` is an Accept-Language header (RFC 9110 section 12.5.4); what cannot be read in it is passed over.
 */
export function chooseLanguage({ chosen, accepted }: { chosen: string | undefined; accepted: string | undefined }): Language {
  if (chosen !== undefined && isLanguage(chosen)) return chosen
  const wishes = (accepted ?? '').slice(0, 500).split(',').map((part, order) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
    const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(one)?.[1]).find((one) => one !== undefined)
    return { language: range.split('-', 1)[0] ?? '', quality: Number(quality ?? 1), order }
  })
  const known = wishes.flatMap(({ language, ...rest }) => (isLanguage(language) && rest.quality > 0 ? [{ language, ...rest }] : []))
  return known.sort((a, b) => b.quality - a.quality || a.order - b.order)[0]?.language ?? 'en'
}
