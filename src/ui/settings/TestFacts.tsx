'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { describeTest } from './describeTest.ts'

/** When the key was tested last, how long it took and what it said. */
export function TestFacts({ connection }: { connection: ConnectionView }) {
  const { lastTestedAt, lastTest, statusNote, status } = connection
  const text = messages().connections.test
  if (status === 'disconnected' || status === 'revoked') return null
  if (lastTestedAt === null) return <span className="block text-sm text-faint">{text.none}</span>
  return (
    <>
      <span className="block text-sm text-faint">{lastTest === null ? messages().settings.tested : describeTest(lastTest)} · <TimeAgo iso={lastTestedAt} /></span>
      {statusNote && status === 'error' && (
        <details className="text-sm text-faint">
          <summary className="inline-flex min-h-6 list-none items-center text-link [&::-webkit-details-marker]:hidden">{text.words}</summary>
          <q className="block max-w-[34ch] break-words">{statusNote}</q>
        </details>
      )}
    </>
  )
}
