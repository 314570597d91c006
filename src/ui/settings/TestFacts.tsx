'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { TimeAgo } from '../primitives/TimeAgo.tsx'

/** When the key was tested last, how long it took and what it said. A provider that could not tell says nothing about the key. */
export function TestFacts({ connection }: { connection: ConnectionView }) {
  const { lastTestedAt, lastTest, statusNote, status } = connection
  const text = messages().connections.test
  if (status === 'disconnected' || status === 'revoked') return null
  if (lastTestedAt === null) return <span className="block text-sm text-faint">{text.none}</span>
  return (
    <>
      <span className="block text-sm text-faint">{lastTest === null ? messages().settings.tested : sayResult(lastTest)} · <TimeAgo iso={lastTestedAt} /></span>
      {statusNote && status === 'error' && (
        <details className="text-sm text-faint">
          <summary className="inline-flex min-h-6 list-none items-center text-link [&::-webkit-details-marker]:hidden">{text.words}</summary>
          <q className="block max-w-[34ch] break-words">{statusNote}</q>
        </details>
      )}
    </>
  )
}

function sayResult({ ok, code, latencyMs }: NonNullable<ConnectionView['lastTest']>): string {
  const text = messages().connections.test
  if (ok) return text.passed(latencyMs)
  if (code === 'credential_rejected') return text.refused
  return text.undecided((code && text.why[code]) ?? text.otherwise)
}
