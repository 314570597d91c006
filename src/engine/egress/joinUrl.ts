import { PatchbayError } from '../errors.ts'
import { memoize } from '../memoize.ts'
import { inspectPath } from './inspectPath.ts'

type Base = { origin: string; path: string; hasSlash: boolean; /** As WHATWG URL has it. */ pathname: string }

const BASE_TEXT = /^https?:\/\/([A-Za-z0-9\-._:[\]]+)(\/[^?#]*)?$/i
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/is
// What WHATWG URL keeps as it is in a query. "'" alone is rewritten, to its equal %27.
const QUERY_TEXT = /^[\u0021\u0023-\u003b\u003d\u003f-\u007e]*$/

/**
 * base + "/" + path, refusing (never repairing) whatever would not stay below the base.
 *
 * `base`: concrete http(s) URL, with a path prefix or without. `path`: raw, as it came after our own prefix, with or
 * without its first slash; or an absolute URL of the base's origin below the base's path (next-page links are such).
 * A query may stand in `path` or in `query` (without "?"), not in both; it is kept byte for byte, except that WHATWG URL
 * writes "'" as its equal %27, and that an empty one is none.
 * Throws `host_not_allowed` for what would leave origin or base path, `invalid_request` for what is malformed.
 */
export function joinUrl({ base, path, query }: { base: string; path: string; query?: string }): URL {
  const root = readBase(base)
  const mark = path.indexOf('?')
  if (mark >= 0 && query !== undefined) throw malformed('The path holds a query, and a query is given beside it.')
  const rawQuery = (mark >= 0 ? path.slice(mark + 1) : query) || undefined
  const rawPath = mark >= 0 ? path.slice(0, mark) : path
  const below = SCHEME.test(rawPath) ? cutOrigin({ url: rawPath, root }) : rawPath
  inspectPath(below)
  if (rawQuery !== undefined) inspectQuery(rawQuery)
  const target = joinPaths({ root, below })
  return verify({ root, target, search: rawQuery === undefined ? '' : `?${rawQuery}` })
}

/** The path of a base URL as it stands in each URL made by `joinUrl`; `/` where it has none. Throws as `joinUrl`. */
export const pathOfBase = (base: string): string => readBase(base).pathname

const readBase = memoize(parseBase)

function parseBase(base: string): Base {
  const parts = BASE_TEXT.exec(base)
  const url = parts ? URL.parse(base) : null
  // A base may hold values a tenant typed: it is judged like a path.
  if (!parts || !url) throw malformed('The provider’s base URL is not a plain http(s) URL.')
  const path = parts[2] ?? ''
  inspectPath(path)
  const hasSlash = path.endsWith('/')
  return { origin: url.origin, path: hasSlash ? path.slice(0, -1) : path, hasSlash, pathname: url.pathname }
}

/** An absolute URL → its path below the base. */
function cutOrigin({ url, root }: { url: string; root: Base }): string {
  const [, authority = '', path = ''] = ABSOLUTE.exec(url) ?? []
  const plain = /^[A-Za-z0-9\-._:[\]]+$/.test(authority) ? URL.parse(`${url.slice(0, url.indexOf(':'))}://${authority}`) : null
  if (plain?.origin !== root.origin) throw leave()
  if (path === root.path) return ''
  if (!path.startsWith(`${root.path}/`)) throw leave()
  return path.slice(root.path.length)
}

function joinPaths({ root, below }: { root: Base; below: string }): string {
  if (below === '') return root.hasSlash || root.path === '' ? `${root.path}/` : root.path
  return below.startsWith('/') ? root.path + below : `${root.path}/${below}`
}

function inspectQuery(query: string): void {
  if (query.includes('#')) throw malformed('The query holds a fragment (#).')
  if (!QUERY_TEXT.test(query) || query.includes('\\')) throw malformed('The query holds a character that must be percent-encoded.')
}

/** The parser has the last word: whatever the checks above overlooked, the result is what was meant or nothing. */
function verify({ root, target, search }: { root: Base; target: string; search: string }): URL {
  const url = URL.parse(root.origin + target + search)
  const isBelow = url !== null && (url.pathname === (root.path || '/') || url.pathname.startsWith(`${root.path}/`))
  if (!isBelow || url.origin !== root.origin || url.username !== '' || url.password !== '' || url.hash !== '') throw leave()
  if (url.href !== root.origin + target + search.replaceAll("'", '%27')) throw leave()
  return url
}

const malformed = (message: string): PatchbayError => new PatchbayError('invalid_request', { message, field: 'path' })

const leave = (): PatchbayError => new PatchbayError('host_not_allowed', { message: 'The path leads out of the provider’s base URL.', field: 'path' })
