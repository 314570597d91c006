/** What is wrong with a path of an allow-list; null = nothing. Client-safe. */
export type AllowFault = 'start' | 'star' | 'form'

/**
 * A path below the base URL: `/v1/models` alone, or `/v1/*` with all below it. Written as plainly as it is compared: an
 * entry that no request could ever match would look like a permission and be none.
 */
export function findAllowFault(path: string): AllowFault | null {
  if (!path.startsWith('/')) return 'start'
  if (path.includes('*') && !/^[^*]*\/\*$/.test(path)) return 'star'
  const plain = path.endsWith('/*') ? path.slice(0, -1) : path
  if (path.length > 300 || !/^\/[A-Za-z0-9._~\-/:@!$&'()+,=]*$/.test(plain)) return 'form'
  const segments = plain.split('/').slice(1)
  return segments.some((segment, at) => segment === '.' || segment === '..' || (segment === '' && at < segments.length - 1)) ? 'form' : null
}
