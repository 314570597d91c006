import { en } from './en.ts'
import type { Dictionary } from './Dictionary.ts'

/** The German sentences. */
export const de: Dictionary = en
