const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * A moment in few words: "just now", "4 min ago", "in 12 days", "18 Nov", "3 May 2025".
 * Days are counted as whole spans of 24 hours; beyond 30 days it is a date.
 */
export function describeAge({ at, now }: { at: Date; now: Date }): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000)
  const span = Math.abs(seconds)
  if (span < 45) return seconds >= 0 ? 'just now' : 'in a moment'
  if (span >= 30 * day) return formatDay({ at, now })
  const words = span < hour ? `${Math.max(1, Math.round(span / minute))} min` : span < day ? `${Math.round(span / hour)} h` : countDays(Math.round(span / day))
  return seconds > 0 ? `${words} ago` : `in ${words}`
}

const countDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

/** "18 Nov", with the year when it is another one. */
export function formatDay({ at, now }: { at: Date; now: Date }): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const)
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year }).format(at)
}
