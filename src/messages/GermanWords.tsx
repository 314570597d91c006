'use client'
import type { ReactNode } from 'react'
import { findReaderBy } from './currentReader.ts'
import { de } from './de.ts'
import type { Reader } from './Reader.ts'

// Once per page, before anything below it renders. On the server this module serves all requests: there each has its own.
const reader: Reader = { language: 'de', locale: 'de-DE', messages: de }
if (typeof window !== 'undefined') findReaderBy(() => reader)

export const GermanWords = ({ children }: { children: ReactNode }) => children
