import { PatchbayError } from '../errors.ts'

// Every character a path may hold as it is (RFC 3986 pchar, "/" and "%"), and the few more that WHATWG URL leaves alone.
const PATH_TEXT = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/%|[\]]*$/
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/
// 0xC0 and 0xC1 never occur in UTF-8: they only serve to write "." or "/" in an overlong form.
const OVERLONG = /[\u00c0\u00c1]/

/**
 * Refuses a path that a server might read as another one: it is looked at as written and after one and two rounds of
 * percent-decoding, because proxies and frameworks decode once more than they should. `%2F` inside a segment is legal.
 * Throws `invalid_request` (malformed) or `host_not_allowed` (would climb out of the base).
 */
export function inspectPath(path: string): void {
  if (path.includes('\\')) throw leave('a backslash')
  if (path.includes('#')) throw malformed('a fragment (#)')
  if (!PATH_TEXT.test(path)) throw malformed('a character that must be percent-encoded')
  if (path.includes('//')) throw leave('an empty segment (//)')
  if (BAD_ESCAPE.test(path)) throw malformed('a % that is not followed by two hexadecimal digits')
  if (!path.includes('%')) return inspectDots(path)
  const once = decodeOnce(path)
  for (const text of [path, once, decodeOnce(once)]) {
    if (CONTROL.test(text)) throw malformed('an encoded control character')
    if (OVERLONG.test(text)) throw malformed('an overlong UTF-8 sequence')
    if (text.includes('\\')) throw leave('an encoded backslash')
    inspectDots(text)
  }
}

/** `..;x` counts too: Java servers cut path parameters off before they resolve dots. */
function inspectDots(text: string): void {
  if (!text.includes('.')) return
  for (const segment of text.split('/')) {
    if (segment.startsWith('.') && /^\.\.?(?:;|$)/.test(segment)) throw leave('a dot segment')
  }
}

/** Byte by byte (latin1), so that no sequence can make it throw; what is no escape stays. */
const decodeOnce = (text: string): string => text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const malformed = (what: string): PatchbayError =>
  new PatchbayError('invalid_request', { message: `The path holds ${what}.`, hint: 'Percent-encode each segment of the path once.', field: 'path' })

const leave = (what: string): PatchbayError =>
  new PatchbayError('host_not_allowed', { message: `The path holds ${what}, with which it could leave the provider’s base URL.`, field: 'path' })
