'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Language } from '#src/messages/Language.ts'
import { useFirstLanguage } from '#src/messages/useFirstLanguage.ts'

/** Imported when needed: a browser loads the sentences of one language. */
const sentencesOf = {
  en: dynamic(() => import('#src/messages/EnglishPanelWords.tsx').then(({ EnglishPanelWords }) => EnglishPanelWords)),
  de: dynamic(() => import('#src/messages/GermanPanelWords.tsx').then(({ GermanPanelWords }) => GermanPanelWords)),
}
const readerOf = {
  en: () => import('#src/messages/englishPanelReader.ts').then(({ englishPanelReader }) => englishPanelReader),
  de: () => import('#src/messages/germanPanelReader.ts').then(({ germanPanelReader }) => germanPanelReader),
}

/** Gives the panel below it the tenants' sentences and its own. */
export function PanelSentences({ language, children }: { language: Language; children: ReactNode }) {
  const Sentences = sentencesOf[useFirstLanguage({ language, readerOf })]
  return <Sentences>{children}</Sentences>
}
