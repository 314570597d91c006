'use client'
import type { ReactNode } from 'react'
import { findReaderBy } from './currentReader.ts'
import { de } from './de.ts'
import { dePanel } from './dePanel.ts'
import type { Reader } from './Reader.ts'

const reader: Reader = { language: 'de', locale: 'de-DE', messages: de, panel: dePanel }

/** Sets the reader each time it is drawn: Payload changes the panel's language without loading the page again. */
export function GermanPanelWords({ children }: { children: ReactNode }) {
  // On the server this module serves all requests: there each has its own.
  if (typeof window !== 'undefined') findReaderBy(() => reader)
  return children
}
