'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import type { Resolution } from '../patchbayApi.ts'

const text = () => messages().settings.routing

function summarize(resolution: Resolution, connections: ConnectionView[]): string {
  if (resolution.source === 'built_in') return text().builtIn
  if (resolution.source === null) return text().none
  const used = connections.find((one) => one.id === resolution.connectionId)
  return used ? text().byo(used.displayName) : text().someConnection
}

/** What a call would use at this moment, and the reasons folded below. */
export function DryRun({ resolution, connections }: { resolution: Resolution | 'unknown' | null; connections: ConnectionView[] }) {
  if (resolution === null) return <p className="text-soft">{text().checking}</p>
  if (resolution === 'unknown') return <p className="text-soft">{text().unknown}</p>
  const sentence = <span className={resolution.source === null ? 'text-bad' : 'text-soft'}>{summarize(resolution, connections)}</span>
  if (resolution.reasons.length === 0) return <p>{sentence}</p>
  return (
    <details>
      <summary className="list-none text-sm text-faint [&::-webkit-details-marker]:hidden">
        <span className="text-base">{sentence}</span> <span className="inline-flex min-h-6 items-center text-link">{messages().connections.whyThisKey}</span>
      </summary>
      <ul className="mt-0.5 list-disc space-y-0.5 pl-4.5 text-sm text-soft marker:text-faint">{resolution.reasons.map((reason, index) => <li key={`${reason.code} ${index}`}>{translateSentence(reason.text) ?? reason.text}</li>)}</ul>
    </details>
  )
}
