/**
 * Whole seconds a `Retry-After` header asks for (RFC 9110 section 10.2.3: seconds or an HTTP date), not negative;
 * null when there is none or it is not understood.
 */
export function parseRetryAfter({ value, now }: { value: string | null | undefined; now: Date }): number | null {
  const text = value?.trim() ?? ''
  if (/^\d{1,9}(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text))
  // An HTTP date always names a weekday and GMT; Date.parse alone would also read "5 June" or "-3".
  if (!/^[A-Z][a-z]{2,8},? .*\d/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}
