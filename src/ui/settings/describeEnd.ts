import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { describeAge, formatDay } from '../primitives/describeAge.ts'

const dayMs = 86_400_000
const soonDays = 14

/** One line about the end of a key. `isPressing`: it has come, or is near. */
export type EndLine = { text: string; at: string; isPressing: boolean }

/** The expiry date and the day by which the row wants the key replaced, in that order; none where neither is set. */
export function describeEnd({ connection, now }: { connection: ConnectionView; now: Date }): EndLine[] {
  const text = messages().connections.expiry
  const { expiresAt, rotateBy, status } = connection
  const lines: EndLine[] = []
  if (expiresAt !== null) lines.push({ text: Date.parse(expiresAt) <= now.getTime() ? text.expired : sayDay(expiresAt, now), at: expiresAt, isPressing: isNear(expiresAt, now) })
  if (rotateBy !== null && status !== 'revoked' && status !== 'disconnected') {
    const overdueDays = Math.floor((now.getTime() - Date.parse(rotateBy)) / dayMs)
    lines.push({ text: overdueDays >= 0 ? text.overdue(overdueDays) : text.rotateSoon(sayDay(rotateBy, now)), at: rotateBy, isPressing: overdueDays >= 0 })
  }
  return lines
}

const isNear = (iso: string, now: Date): boolean => Date.parse(iso) - now.getTime() < soonDays * dayMs

const sayDay = (iso: string, now: Date): string => (isNear(iso, now) ? describeAge({ at: new Date(iso), now }) : formatDay({ at: new Date(iso), now }))
