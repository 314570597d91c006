import { isUuid } from '#src/engine/isUuid.ts'

export type ProxyTarget = {
  /** Null when a connection is named: it belongs to one account. */
  account: string | null
  provider: string | null
  connection: string | null
  /** What comes after our own prefix, raw: empty or starting with a slash. */
  path: string
  /** Raw, without its question mark. */
  query: string | null
}

const prefix = '/api/proxy/'
const providerKey = /^[a-z][a-z0-9-]{1,62}$/

/**
 * Takes `/api/proxy/connections/{id}/{path}` and `/api/proxy/accounts/{account}/{provider}/{path}` apart as text. No
 * URL parser and no decoding: `..`, `//`, `%2e` and the like reach the check that refuses them as they were sent. Null
 * for any other address.
 */
export function parseProxyTarget(rawUrl: string): ProxyTarget | null {
  if (!rawUrl.startsWith(prefix)) return null
  const mark = rawUrl.indexOf('?')
  const query = mark === -1 ? null : rawUrl.slice(mark + 1)
  const [kind, afterKind] = cut(rawUrl.slice(prefix.length, mark === -1 ? undefined : mark))
  const [id, afterId] = cut(afterKind.slice(1))
  if (!isUuid(id)) return null
  // Postgres writes uuids in lower case, and the two are compared as text.
  if (kind === 'connections') return { account: null, provider: null, connection: id.toLowerCase(), path: afterId, query }
  if (kind !== 'accounts') return null
  const [key, path] = cut(afterId.slice(1))
  return providerKey.test(key) ? { account: id.toLowerCase(), provider: key, connection: null, path, query } : null
}

/** `a/b/c` → `a`, `/b/c`. */
function cut(text: string): [head: string, rest: string] {
  const slash = text.indexOf('/')
  return slash === -1 ? [text, ''] : [text.slice(0, slash), text.slice(slash)]
}
