import { PatchbayError } from '../errors.ts'

/**
 * Puts `prefix` between the base path and the rest: base `/v1`, prefix `/bot1:x`, `/v1/getMe` → `/v1/bot1:x/getMe`.
 * What the URL parser makes of the result must be the very text that was joined, so that a value of dots cannot climb.
 */
export function injectPathPrefix({ url, basePath, prefix }: { url: URL; basePath: string; prefix: string }): URL {
  const base = basePath.replace(/\/+$/, '')
  const rest = url.pathname.slice(base.length)
  if (!url.pathname.startsWith(base) || !(rest === '' || rest.startsWith('/'))) {
    throw new PatchbayError('host_not_allowed', { message: 'The address is not below the provider’s base URL.' })
  }
  const pathname = `${base}/${prefix.replace(/^\/+|\/+$/g, '')}${rest}`
  const joined = new URL(url)
  joined.pathname = pathname
  if (joined.pathname === pathname) return joined
  throw new PatchbayError('validation_failed', { message: 'The credential cannot stand in the path of an address.', hint: 'Copy the key again from the provider and replace it.' })
}
