import { type BaseUrlParts, splitBaseUrl } from './splitBaseUrl.ts'

/**
 * Reads the value of a field that is a whole base URL (`format: 'https_url'`). Null unless it is written the way
 * every URL parser reads it: `https://host[:port][/path]` (http too: the egress rules judge that), no userinfo, no
 * query, no dot segments, and no spelling that a parser would rewrite (`0x7f.1`, upper-case percent tricks).
 */
export function parseUrlField(value: string): BaseUrlParts | null {
  const parts = splitBaseUrl(value)
  if (parts === null || value.includes('{') || !URL.canParse(value)) return null
  const url = new URL(value)
  const isSame = url.hostname === parts.host && url.pathname.replace(/\/+$/, '') === parts.path && !parts.host.endsWith('.') && !parts.path.includes('//')
  return isSame ? parts : null
}
