'use client'
import { messages } from '#src/messages/messages.ts'

/** Shown when a root layout itself fails, so it relies on nothing but the browser's own styles. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ colorScheme: 'light dark', font: '15px/1.5 system-ui, sans-serif', maxWidth: '60ch', margin: '20vh auto', padding: '0 16px' }}>
        <title>{messages.failure.title}</title>
        <h1 style={{ fontSize: 22 }}>{messages.failure.title}</h1>
        <p>{messages.failure.text}</p>
        <button type="button" onClick={reset} style={{ font: 'inherit', padding: '8px 14px' }}>{messages.common.tryAgain}</button>
      </body>
    </html>
  )
}
