'use client'
import dynamic from 'next/dynamic'
import { type ReactNode, use, useState } from 'react'
import { findReaderBy } from './currentReader.ts'
import type { Language } from './Language.ts'
import type { Reader } from './Reader.ts'

/** Imported when needed: a browser loads the sentences of one language. */
const wordsOf = {
  en: dynamic(() => import('./EnglishWords.tsx').then(({ EnglishWords }) => EnglishWords)),
  de: dynamic(() => import('./GermanWords.tsx').then(({ GermanWords }) => GermanWords)),
}
const readerOf: Record<Language, () => Promise<Reader>> = {
  en: () => import('./englishReader.ts').then(({ englishReader }) => englishReader),
  de: () => import('./germanReader.ts').then(({ germanReader }) => germanReader),
}
/** Null for one that could not be loaded: the page keeps the words it has. */
const loaded: Partial<Record<Language, Promise<Reader | null>>> = {}
/** In a browser: what the page speaks by now, where that is not what it began with. */
let spoken: Language | null = null

/**
 * Gives the page below it its sentences. The language may become another while the page is open: chosen in another tab,
 * it comes with a refresh. The page is still the same one then, with all that is typed into it, and goes on in other words.
 */
export function Words({ language, children }: { language: Language; children: ReactNode }) {
  const [first] = useState(language)
  if (typeof window !== 'undefined' && language !== (spoken ?? first)) speak({ language, reader: use((loaded[language] ??= readerOf[language]().catch(() => null))) })
  // Of a component of its own for each language React would throw away everything below at a change.
  const Sentences = wordsOf[first]
  return <Sentences>{children}</Sentences>
}

function speak({ language, reader }: { language: Language; reader: Reader | null }): void {
  if (reader === null) return
  spoken = language
  findReaderBy(() => reader)
}
