'use client'
import { useEffect, useState } from 'react'

/**
 * The token of a link, out of the fragment of the address: undefined while it is looked for, null when there is none. It
 * is moved into the tab's own storage, so that the address bar, the history and a screenshot do not show it, and signing
 * in on the way does not lose it.
 */
export function useLinkToken(page: string): { token: string | null | undefined; forget: () => void } {
  const key = `patchbay-link:${page}`
  const [token, setToken] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    const read = (address: string) => {
      const given = new URL(address).hash.slice(1)
      if (given !== '') {
        window.sessionStorage.setItem(key, given)
        window.history.replaceState(null, '', page)
      }
      setToken(window.sessionStorage.getItem(key))
    }
    read(window.location.href)
    // A second link opened in the same tab changes the fragment alone. The event says which: by the time it is heard the
    // router may have written its own address over it.
    const readAgain = (event: HashChangeEvent) => read(event.newURL)
    window.addEventListener('hashchange', readAgain)
    return () => window.removeEventListener('hashchange', readAgain)
  }, [key, page])
  return { token, forget: () => window.sessionStorage.removeItem(key) }
}
