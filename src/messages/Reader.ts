import type { Language } from './Language.ts'
import type { Dictionary } from './Dictionary.ts'
import type { PanelWords } from './PanelWords.ts'

/** Whoever the page is for: the language, its sentences, and the locale that dates and numbers are written in; `panel` where the admin panel may speak. */
export type Reader = { language: Language; locale: string; messages: Dictionary; panel?: PanelWords }
