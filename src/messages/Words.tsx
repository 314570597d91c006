'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Language } from './Language.ts'
import { useFirstLanguage } from './useFirstLanguage.ts'

/** Imported when needed: a browser loads the sentences of one language. */
const wordsOf = {
  en: dynamic(() => import('./EnglishWords.tsx').then(({ EnglishWords }) => EnglishWords)),
  de: dynamic(() => import('./GermanWords.tsx').then(({ GermanWords }) => GermanWords)),
}
const readerOf = {
  en: () => import('./englishReader.ts').then(({ englishReader }) => englishReader),
  de: () => import('./germanReader.ts').then(({ germanReader }) => germanReader),
}

/** Gives the page below it its sentences. */
export function Words({ language, children }: { language: Language; children: ReactNode }) {
  const Sentences = wordsOf[useFirstLanguage({ language, readerOf })]
  return <Sentences>{children}</Sentences>
}
