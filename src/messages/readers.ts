import { dePanel } from './dePanel.ts'
import { enPanel } from './enPanel.ts'
import { englishReader } from './englishReader.ts'
import { germanReader } from './germanReader.ts'
import type { Language } from './Language.ts'
import type { Reader } from './Reader.ts'

/** A reader of each language. Holds all sentences of all languages: for the server, never for a browser. */
export const readers: Record<Language, Reader> = {
  en: { ...englishReader, panel: enPanel },
  de: { ...germanReader, panel: dePanel },
}
