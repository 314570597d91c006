'use client'
import type { ReactNode } from 'react'
import { findReaderBy } from './currentReader.ts'
import { englishPanelReader } from './englishPanelReader.ts'

// Once per page, before anything below it renders. On the server this module serves all requests: there each has its own.
if (typeof window !== 'undefined') findReaderBy(() => englishPanelReader)

export const EnglishPanelWords = ({ children }: { children: ReactNode }) => children
