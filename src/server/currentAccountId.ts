/** The cookie the account menu writes. It chooses what is shown; what one may see is decided by membership. */
export const accountCookie = 'patchbay-account'

export function currentAccountId(headers: Headers): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === accountCookie && value) return value
  }
  return null
}
