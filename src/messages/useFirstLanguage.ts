'use client'
import { use, useState } from 'react'
import { findReaderBy } from './currentReader.ts'
import type { Language } from './Language.ts'
import type { Reader } from './Reader.ts'

type Load = () => Promise<Reader>

/** Null for a reader that could not be loaded: the page keeps the words it has. */
const loaded = new Map<Load, Promise<Reader | null>>()
/** In a browser: the language by now, where that is not what the page began with. */
let spoken: Language | null = null

/**
 * The language that the page began with, whose component gives the page below it its sentences. The language may become
 * another while the page is open: chosen in another tab, it comes with a refresh. React would throw away all that is below
 * a component of another kind, with whatever is typed there; so the component stays, and only the reader becomes another.
 */
export function useFirstLanguage({ language, readerOf }: { language: Language; readerOf: Record<Language, Load> }): Language {
  const [first] = useState(language)
  if (typeof window !== 'undefined' && language !== (spoken ?? first)) speak({ language, reader: use(loadOnce(readerOf[language])) })
  return first
}

function loadOnce(load: Load): Promise<Reader | null> {
  const known = loaded.get(load) ?? load().catch(() => null)
  loaded.set(load, known)
  return known
}

function speak({ language, reader }: { language: Language; reader: Reader | null }): void {
  if (reader === null) return
  spoken = language
  findReaderBy(() => reader)
}
