'use client'
import { en } from '#src/messages/en.ts'

/** Shown when a root layout itself fails, so it relies on nothing but the browser's own styles, nor on a language having been chosen. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ colorScheme: 'light dark', font: '15px/1.5 system-ui, sans-serif', maxWidth: '60ch', margin: '20vh auto', padding: '0 16px' }}>
        <title>{en.failure.title}</title>
        <h1 style={{ fontSize: 22 }}>{en.failure.title}</h1>
        <p>{en.failure.text}</p>
        <button type="button" onClick={reset} style={{ font: 'inherit', padding: '8px 14px' }}>{en.common.tryAgain}</button>
      </body>
    </html>
  )
}
