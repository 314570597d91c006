'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '#src/ui/primitives/Button.tsx'
import { EmptyState } from '#src/ui/primitives/EmptyState.tsx'

/** The digest is the only thing of the error that reaches the browser: enough to find it in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <EmptyState level={1} title={messages().failure.title} text={messages().failure.text}>
      <Button variant="primary" onPress={reset}>{messages().failure.tryAgain}</Button>
      {error.digest && <p className="w-full text-sm text-faint">{messages().failure.reference} <code className="font-mono">{error.digest}</code></p>}
    </EmptyState>
  )
}
