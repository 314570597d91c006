'use client'
import { useEffect, useState } from 'react'
import { chooseLanguage } from '#src/messages/chooseLanguage.ts'
import { deFailure } from '#src/messages/deFailure.ts'
import { enFailure } from '#src/messages/enFailure.ts'
import type { Language } from '#src/messages/Language.ts'
import { languageChoice } from '#src/ui/shell/languageChoice.ts'

const wordsOf = { en: enFailure, de: deFailure }

/** Shown when a root layout itself fails, so it relies on nothing but the browser: its styles, and its languages. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const [language, setLanguage] = useState<Language>('en')
  useEffect(() => setLanguage(chooseLanguage({ chosen: languageChoice.read() ?? undefined, accepted: navigator.languages.join(',') })), [])
  const words = wordsOf[language]
  return (
    <html lang={language}>
      <body style={{ colorScheme: 'light dark', font: '15px/1.5 system-ui, sans-serif', maxWidth: '60ch', margin: '20vh auto', padding: '0 16px' }}>
        <title>{words.title}</title>
        <h1 style={{ fontSize: 22 }}>{words.title}</h1>
        <p>{words.text}</p>
        <button type="button" onClick={reset} style={{ font: 'inherit', padding: '8px 14px' }}>{words.tryAgain}</button>
      </body>
    </html>
  )
}
