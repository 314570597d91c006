import type { Dictionary } from './Dictionary.ts'
import { currentReader } from './currentReader.ts'

/** The sentences in the reader's language. To be asked while rendering: what a module keeps, it would show to everyone. */
export const messages = (): Dictionary => currentReader().messages
