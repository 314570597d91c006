'use client'
import type { ReactNode } from 'react'
import { findReaderBy } from './currentReader.ts'
import { germanPanelReader } from './germanPanelReader.ts'

// Once per page, before anything below it renders. On the server this module serves all requests: there each has its own.
if (typeof window !== 'undefined') findReaderBy(() => germanPanelReader)

export const GermanPanelWords = ({ children }: { children: ReactNode }) => children
