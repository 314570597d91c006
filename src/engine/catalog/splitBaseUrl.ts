export type BaseUrlParts = {
  scheme: 'https' | 'http'
  /** Host template as written, lower case outside placeholders, without the port. IPv6 in brackets. */
  host: string
  /** Always a number: the scheme's own when none is written. */
  port: number
  /** Path template, `''` or starting with `/`, without a trailing slash. */
  path: string
}

/**
 * Takes a base URL (a template or a concrete one) apart without interpreting it, so that host and path can be judged
 * before any value is put in. Null when it is not `http(s)://host[:port][/path]`: userinfo, query, fragment,
 * backslashes and white space never fit.
 */
export function splitBaseUrl(url: string): BaseUrlParts | null {
  const match = /^(https?):\/\/((?:\{\{[A-Za-z][A-Za-z0-9_]*\}\}|[A-Za-z0-9._-])+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(\/[^?#\\\s@]*)?$/.exec(url)
  if (match === null) return null
  const scheme = match[1] as 'https' | 'http'
  const port = match[3] === undefined ? defaultPort(scheme) : Number(match[3])
  if (port < 1 || port > 65_535) return null
  return { scheme, host: lowerOutsidePlaceholders(match[2] as string), port, path: (match[4] ?? '').replace(/\/+$/, '') }
}

const defaultPort = (scheme: 'https' | 'http'): number => (scheme === 'https' ? 443 : 80)

const lowerOutsidePlaceholders = (text: string): string => text.replaceAll(/\{\{[^}]*\}\}|[^{]+/g, (part) => (part.startsWith('{{') ? part : part.toLowerCase()))
