import { PatchbayError } from '../errors.ts'
import { memoize } from '../memoize.ts'

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// RFC 9110 section 5.5: tab, visible ASCII and obs-text. Above U+00FF a character would lose its high byte on the wire,
// and U+010A would arrive as a line feed.
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

const DROPPED = new Set([
  // Hop-by-hop and framing (RFC 9110 section 7.6.1): made anew for the outbound connection.
  'host', 'connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings', 'expect', 'content-length',
  // The caller's own identity towards us, and where it came from.
  'authorization', 'cookie', 'cookie2', 'forwarded', 'x-real-ip', 'x-client-ip', 'x-cluster-client-ip', 'true-client-ip', 'cf-connecting-ip', 'via',
  // A browser's marks: they tell our address, and make some providers treat a server call as one from a page.
  'origin', 'referer',
  // Another method or path than the one that was checked.
  'x-http-method', 'x-http-method-override', 'x-method-override', 'x-original-url', 'x-rewrite-url',
])
const DROPPED_PREFIXES = ['proxy-', 'x-forwarded-', 'x-patchbay-', 'sec-']

/**
 * A caller's headers → those that travel on, names in lower case. Names in `injectedNames` (any case) are dropped as well: what the row
 * injects is never the caller's to set. Throws `invalid_request` for names or values that are not valid on the wire.
 */
export function filterRequestHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  { injectedNames }: { injectedNames: readonly string[] },
): Record<string, string | string[]> {
  const named = namedByConnection(headers)
  const injected = injectedNames.map((name) => name.toLowerCase())
  const kept: Record<string, string | string[]> = Object.create(null)
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    if (value === undefined) continue
    const { lower, isToken, isDropped } = judgeName(name)
    assertValid({ name, isToken, value })
    if (isDropped || injected.includes(lower) || named?.has(lower)) continue
    kept[lower] = value
  }
  return kept
}

/** Clients send the same few names over and over. */
const judgeName = memoize((name) => {
  const lower = name.toLowerCase()
  return { lower, isToken: TOKEN.test(name), isDropped: DROPPED.has(lower) || DROPPED_PREFIXES.some((prefix) => lower.startsWith(prefix)) }
})

/** RFC 9110 section 7.6.1: a header named in Connection is meant for this hop only. */
function namedByConnection(headers: Readonly<Record<string, string | string[] | undefined>>): Set<string> | null {
  let names: Set<string> | null = null
  for (const name of Object.keys(headers)) {
    if (name.length !== 10 || name.toLowerCase() !== 'connection') continue
    names ??= new Set()
    for (const token of String(headers[name]).split(',')) names.add(token.trim().toLowerCase())
  }
  return names
}

function assertValid({ name, isToken, value }: { name: string; isToken: boolean; value: string | string[] }): void {
  const isValid = isToken && (Array.isArray(value) ? value.every((one) => VALUE.test(one)) : VALUE.test(value))
  if (isValid) return
  // The value may be a secret, and a bad name may be anything: neither is repeated.
  const which = isToken ? `The value of the header ${name.slice(0, 100)}` : 'A header name'
  throw new PatchbayError('invalid_request', { message: `${which} holds a character that is not allowed there.`, hint: 'Header names are ASCII tokens; values hold no control characters.', field: 'headers' })
}
