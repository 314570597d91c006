'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { messages } from '#src/messages/messages.ts'
import { describeEnd } from './describeEnd.ts'

/** Expiry and rotation; that there is no date is said, not left empty. */
export function Ends({ connection }: { connection: ConnectionView }) {
  const lines = describeEnd({ connection, now: new Date() })
  if (connection.status === 'disconnected' || connection.status === 'revoked') return <span className="text-faint">–</span>
  if (lines.length === 0) return <span className="text-faint">{messages().connections.expiry.none}</span>
  return lines.map(({ text, at, isPressing }) => (
    <time key={at} dateTime={at} title={new Date(at).toLocaleString(currentReader().locale)} className={`block ${isPressing ? 'font-[550] text-bad' : ''}`} suppressHydrationWarning>{text}</time>
  ))
}
