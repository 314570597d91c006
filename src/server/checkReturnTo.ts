import { PatchbayError } from '#src/engine/errors.ts'

export const defaultReturnTo = '/settings/integrations'

/** What a way back adds to the address; an address that holds them already is not that of a page. */
const ownParameters = ['connected', 'error', 'attempt']

/**
 * The page to come back to after a provider's consent page: a path of ours with its query, and never another site's
 * address (RFC 9700 4.11), however it is written.
 * @throws PatchbayError `validation_failed` on `returnTo`
 */
export function checkReturnTo(given: string | null | undefined): string {
  if (given == null || given === '') return defaultReturnTo
  // Browsers drop tabs and line ends and read a backslash as a slash, so that "/\t/x" names another host.
  const isPath = given.length <= 2_000 && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given)
  const url = isPath ? URL.parse(given, base) : null
  // Dots are resolved by now, which may leave two slashes in front: those name another host too.
  if (url === null || url.origin !== base || /^\/([/\\]|(api|admin)(\/|$))/i.test(decoded(url.pathname))) throw refusal()
  for (const name of ownParameters) url.searchParams.delete(name)
  return `${url.pathname}${url.search}`
}

const base = 'http://return.invalid'

/** "/%61pi" is the same path. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '/api'
  }
}

const refusal = (): PatchbayError =>
  new PatchbayError('validation_failed', { field: 'returnTo', message: 'returnTo is not a page of Patchbay.', hint: 'Send a path such as /marketplace/github.' })

/** The page to come back to, told how it went. */
export function addToReturn({ returnTo, add }: { returnTo: string; add: Record<string, string> }): string {
  const url = new URL(returnTo, base)
  for (const [name, value] of Object.entries(add)) url.searchParams.set(name, value)
  return `${url.pathname}${url.search}`
}
