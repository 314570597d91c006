const home = '/marketplace'

/**
 * Where to go after signing in: a path of this site, else the Marketplace. Browsers read `//host`, `/\host` and a path
 * with a tab or newline in front as another site; resolving against a host of our own shows what they would do.
 */
export function chooseReturnPath(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return home
  try {
    const url = new URL(next, 'http://patchbay.invalid')
    if (url.host !== 'patchbay.invalid' || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in')) return home
    return `${url.pathname}${url.search}${url.hash}`
  } catch {
    return home
  }
}
