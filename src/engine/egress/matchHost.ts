import { parseHostPattern } from './parseHostPattern.ts'

/**
 * Is this host and port covered by the pattern? `host` as WHATWG URL gives it (lower case, punycode, IPv6 in brackets);
 * anything else, a trailing dot too, matches nothing. A wildcard never covers the bare domain.
 * Throws `invalid_row` for a pattern that cannot be parsed.
 */
export function matchHost({ pattern, host, port }: { pattern: string; host: string; port: number }): boolean {
  const parsed = parseHostPattern(pattern)
  if (parsed.port !== port) return false
  if (!parsed.isWildcard) return host === parsed.host
  if (!host.endsWith(`.${parsed.host}`)) return false
  return host.slice(0, -parsed.host.length - 1).split('.').every((label) => label !== '')
}
