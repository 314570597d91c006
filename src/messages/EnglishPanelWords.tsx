'use client'
import type { ReactNode } from 'react'
import { findReaderBy } from './currentReader.ts'
import { en } from './en.ts'
import { enPanel } from './enPanel.ts'
import type { Reader } from './Reader.ts'

const reader: Reader = { language: 'en', locale: 'en-GB', messages: en, panel: enPanel }

/** Sets the reader each time it is drawn: Payload changes the panel's language without loading the page again. */
export function EnglishPanelWords({ children }: { children: ReactNode }) {
  // On the server this module serves all requests: there each has its own.
  if (typeof window !== 'undefined') findReaderBy(() => reader)
  return children
}
