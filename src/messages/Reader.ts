import type { Language } from './Language.ts'
import type { Dictionary } from './Dictionary.ts'

/** Whoever the page is for: the language, its sentences, and the locale that dates and numbers are written in. */
export type Reader = { language: Language; locale: string; messages: Dictionary }
