import { currentReader } from '#src/messages/currentReader.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * A moment in few words of the reader's language: "just now", "4 min ago", "in 12 days", "18 Nov", "3 May 2025".
 * Days are counted as whole spans of 24 hours; beyond 30 days it is a date.
 */
export function describeAge({ at, now }: { at: Date; now: Date }): string {
  const { locale, messages } = currentReader()
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const span = Math.abs(seconds)
  if (span < 45) return seconds <= 0 ? messages.common.justNow : messages.common.inAMoment
  if (span >= 30 * day) return formatDay({ at, now })
  const [size, unit] = span < hour ? [minute, 'minute' as const] : span < day ? [hour, 'hour' as const] : [day, 'day' as const]
  const count = Math.max(1, Math.round(span / size))
  return new Intl.RelativeTimeFormat(locale, { style: 'short' }).format(Math.sign(seconds) * count, unit)
}

/** "18 Nov", with the year when it is another one. */
export function formatDay({ at, now }: { at: Date; now: Date }): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const)
  return new Intl.DateTimeFormat(currentReader().locale, { day: 'numeric', month: 'short', year }).format(at)
}
