'use client'
import { currentReader } from '#src/messages/currentReader.ts'
import { describeAge } from './describeAge.ts'

/** Server and browser render a moment apart and may sit in different time zones: the words may then differ, which is right. */
export function TimeAgo({ iso }: { iso: string }) {
  const at = new Date(iso)
  return <time dateTime={iso} title={at.toLocaleString(currentReader().locale)} suppressHydrationWarning>{describeAge({ at, now: new Date() })}</time>
}
