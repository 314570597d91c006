'use client'
import type { ReactNode } from 'react'
import { findReaderBy } from './currentReader.ts'
import { en } from './en.ts'
import type { Reader } from './Reader.ts'

// Once per page, before anything below it renders. On the server this module serves all requests: there each has its own.
const reader: Reader = { language: 'en', locale: 'en-GB', messages: en }
if (typeof window !== 'undefined') findReaderBy(() => reader)

export const EnglishWords = ({ children }: { children: ReactNode }) => children
