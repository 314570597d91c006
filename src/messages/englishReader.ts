import { en } from './en.ts'
import type { Reader } from './Reader.ts'

export const englishReader: Reader = { language: 'en', locale: 'en-GB', messages: en }
