import type { IncomingHttpHeaders } from 'node:http'
import { isTokenShaped } from '#src/engine/apiToken.ts'

type Credentials = {
  /** As an Authorization header says it. */
  authorization: string | undefined
  headers: IncomingHttpHeaders
  query: string | null
}

/**
 * Finds who calls and takes every API token out of what will be sent on. Provider SDKs put their key where their
 * provider wants it (`x-api-key`, `?key=`), so a token is accepted there too when there is no Authorization header. The
 * cookie is no such place: a browser sends it without being asked.
 */
export function takeCallerToken({ headers: given, query: rawQuery }: { headers: IncomingHttpHeaders; query: string | null }): Credentials {
  let token: string | undefined
  const headers: IncomingHttpHeaders = {}
  for (const [name, value] of Object.entries(given)) {
    const found = typeof value === 'string' && name !== 'cookie' ? tokenIn(value) : null
    if (found === null) headers[name] = value
    else if (name !== 'authorization') token ??= found
  }
  const parts = rawQuery?.split('&') ?? []
  const kept = parts.filter((part) => {
    const found = tokenIn(part.slice(part.indexOf('=') + 1))
    token ??= found ?? undefined
    return found === null
  })
  const query = rawQuery === null || kept.length === parts.length ? rawQuery : kept.length === 0 ? null : kept.join('&')
  return { authorization: given.authorization ?? (token === undefined ? undefined : `Bearer ${token}`), headers, query }
}

/** Tokens hold no character that would be encoded anywhere; the check for the prefix keeps the ordinary case cheap. */
function tokenIn(value: string): string | null {
  if (!value.includes('pb_')) return null
  const token = value.replace(/^Bearer +/i, '')
  return isTokenShaped(token) ? token : null
}
