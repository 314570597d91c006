'use client'
import { currentReader } from '#src/messages/currentReader.ts'
import { languages } from '#src/messages/Language.ts'
import { messages } from '#src/messages/messages.ts'
import { languageChoice } from './languageChoice.ts'

/** The other languages, for whoever has no menu yet. The page has its sentences from the server, so it is loaded anew. */
export function LanguageLinks() {
  return (
    <p className="mt-4 flex justify-center gap-3 text-sm">
      {languages.filter((one) => one !== currentReader().language).map((one) => (
        <button key={one} type="button" lang={one} className="min-h-6 cursor-pointer text-link" onClick={() => { languageChoice.write(one); window.location.reload() }}>{messages().shell.languages[one]}</button>
      ))}
    </p>
  )
}
