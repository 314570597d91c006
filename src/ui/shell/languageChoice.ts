import { type Language, languages } from '#src/messages/Language.ts'
import { writeCookie } from './writeCookie.ts'

/** Payload's own cookie, so that the choice holds in the admin panel too. */
const name = 'payload-lng'

const isLanguage = (value: string | null | undefined): value is Language => (languages as readonly (string | null | undefined)[]).includes(value)

/** What was chosen in this browser; null = as the browser asks. */
export const languageChoice = {
  read: (): Language | null => {
    const value = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1)
    return isLanguage(value) ? value : null
  },
  write: (language: Language | null): void => writeCookie({ name, value: language }),
  /** What somebody chose elsewhere counts where nothing was chosen yet. */
  adopt: (language: string | null | undefined): void => {
    if (isLanguage(language) && languageChoice.read() === null) languageChoice.write(language)
  },
}
