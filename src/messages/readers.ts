import { de } from './de.ts'
import { dePanel } from './dePanel.ts'
import { en } from './en.ts'
import { enPanel } from './enPanel.ts'
import type { Language } from './Language.ts'
import type { Reader } from './Reader.ts'

/** A reader of each language. Holds all sentences of all languages: for the server, never for a browser. */
export const readers: Record<Language, Reader> = {
  en: { language: 'en', locale: 'en-GB', messages: en, panel: enPanel },
  de: { language: 'de', locale: 'de-DE', messages: de, panel: dePanel },
}
