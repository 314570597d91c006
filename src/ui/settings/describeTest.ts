import type { LastTest } from '#src/engine/connections/LastTest.ts'
import { messages } from '#src/messages/messages.ts'

/** What the last test said and how long that took. A provider that could not tell says nothing about the key. */
export function describeTest({ ok, code, latencyMs }: LastTest): string {
  const text = messages().connections.test
  if (ok) return text.passed(latencyMs)
  if (code === 'credential_rejected') return text.refused(latencyMs)
  return text.undecided((code && text.why[code]) ?? text.otherwise)
}
