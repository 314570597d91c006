/** Headers the engine itself sets or strips; a row that set one could change how the message is framed or routed. */
const RESERVED = new Set([
  'host', 'content-length', 'connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'forwarded', 'via', 'x-real-ip',
])
const RESERVED_PREFIXES = ['proxy-', 'x-forwarded-', 'x-patchbay-', 'sec-']

/** Why a row may not set a header of this name (RFC 9110 section 5.6.2: names are tokens), or null. */
export function findHeaderNameFault(name: string): string | null {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) return 'Not a valid header name.'
  const lower = name.toLowerCase()
  if (lower === 'cookie') return 'Use "in": "cookie" for a cookie.'
  const isReserved = RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))
  return isReserved ? `The header ${name} is set by Patchbay itself and cannot be set by a row.` : null
}
