import type { IncomingHttpHeaders } from 'node:http'
import { isTokenShaped } from '#src/engine/apiToken.ts'

type Credentials = {
  /** An API token. */
  token: string | null
  /** A session token, where there is no API token in its place. */
  session: string | null
  headers: IncomingHttpHeaders
  query: string | null
}

/**
 * Finds who calls and takes every API token out of what will be sent on; the Authorization header stays where it is, and
 * is dropped with all that is between the caller and us (`filterRequestHeaders`). Nothing handed in is changed. Provider
 * SDKs put their key where and how their provider wants it (`Authorization: Key …`, `x-api-key`, `?key=`): a token is
 * accepted in that header under any scheme, and elsewhere when there is no such header. The cookie is no such place: a
 * browser sends it without being asked.
 */
export function takeCallerToken({ headers: given, query: rawQuery }: { headers: IncomingHttpHeaders; query: string | null }): Credentials {
  let token: string | undefined
  // As they came, where nothing is to be taken out.
  let headers = given
  for (const name of Object.keys(given)) {
    const value = given[name]
    const text = typeof value === 'string' ? value : (value?.join() ?? '')
    if (name === 'cookie' || name === 'authorization' || !holdsToken(text)) continue
    if (headers === given) headers = { ...given }
    delete headers[name]
    token ??= tokenOf(text)
  }
  const parts = rawQuery?.split('&') ?? []
  const kept = parts.filter((part) => {
    if (!holdsToken(part) && !(part.includes('%') && holdsToken(decode(part)))) return true
    token ??= tokenOf(part.slice(part.indexOf('=') + 1))
    return false
  })
  const query = rawQuery === null || kept.length === parts.length ? rawQuery : kept.length === 0 ? null : kept.join('&')
  const { authorization } = given
  if (authorization === undefined) return { token: token ?? null, session: null, headers, query }
  const named = tokenOfAuthorization(authorization)
  return { token: named, session: named === null ? (/^JWT +(\S+)$/i.exec(authorization)?.[1] ?? null) : null, headers, query }
}

/**
 * The token an Authorization header holds: under any scheme or none, as user or password of Basic (RFC 7617), or several
 * times, as `Headers` joins what an SDK and its options both set. A header that holds anything besides is left as it
 * is, which identifies nobody: which of two callers was meant is not ours to guess.
 */
function tokenOfAuthorization(header: string): string | null {
  // As nearly everybody sends it.
  const bare = header.startsWith('Bearer ') ? header.slice('Bearer '.length) : ''
  if (isTokenShaped(bare)) return bare
  const found = header.split(',').map((part) => {
    const [, scheme = '', credential = ''] = /^ *(?:([\w-]+) +)?(\S+) *$/.exec(part) ?? []
    return scheme.toLowerCase() === 'basic' ? tokenOfBasic(credential) : isTokenShaped(credential) ? credential : null
  })
  const [first = null] = found
  return found.every((one) => one === first) ? first : null
}

function tokenOfBasic(credential: string): string | null {
  const pair = Buffer.from(credential, 'base64').toString()
  const colon = pair.indexOf(':')
  const tokens = new Set(colon < 0 ? [] : [pair.slice(0, colon), pair.slice(colon + 1)].filter(isTokenShaped))
  return tokens.size === 1 ? ([...tokens][0] ?? null) : null
}

/** Anywhere in it: joined from two headers, under a scheme, or among other things. The check for the prefix keeps the ordinary case cheap. */
const holdsToken = (text: string): boolean => text.includes('pb_') && /pb_[A-Za-z0-9_-]{43}/.test(text)

/** By which somebody may call: alone, or as a bearer's. Tokens hold no character that would be encoded anywhere. */
function tokenOf(text: string): string | undefined {
  const token = text.replace(/^Bearer +/i, '')
  return isTokenShaped(token) ? token : undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
