import { de } from './de.ts'
import type { Reader } from './Reader.ts'

export const germanReader: Reader = { language: 'de', locale: 'de-DE', messages: de }
