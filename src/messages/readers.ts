import { englishPanelReader } from './englishPanelReader.ts'
import { germanPanelReader } from './germanPanelReader.ts'
import type { Language } from './Language.ts'
import type { Reader } from './Reader.ts'

/** A reader of each language. Holds all sentences of all languages: for the server, never for a browser. */
export const readers: Record<Language, Reader> = { en: englishPanelReader, de: germanPanelReader }
