'use client'
import { enFailure } from '#src/messages/enFailure.ts'

/** Shown when a root layout itself fails, so it relies on nothing but the browser's own styles, nor on a language having been chosen. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ colorScheme: 'light dark', font: '15px/1.5 system-ui, sans-serif', maxWidth: '60ch', margin: '20vh auto', padding: '0 16px' }}>
        <title>{enFailure.title}</title>
        <h1 style={{ fontSize: 22 }}>{enFailure.title}</h1>
        <p>{enFailure.text}</p>
        <button type="button" onClick={reset} style={{ font: 'inherit', padding: '8px 14px' }}>{enFailure.tryAgain}</button>
      </body>
    </html>
  )
}
