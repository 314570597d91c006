'use client'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

/** What the router notes with each entry of the history about the page it fetched for it. */
type Noted = { __PRIVATE_NEXTJS_INTERNALS_TREE?: { renderedSearch?: string } } | null

/** The query the page was fetched with; where that is no longer noted, the one in the address. */
const fetchedSearch = (): string => (window.history.state as Noted)?.__PRIVATE_NEXTJS_INTERNALS_TREE?.renderedSearch ?? window.location.search

/**
 * Reads what the page shows anew and keeps everything else: what is open, what is typed, the place in the page.
 *
 * Filters and dialogs write the address past the router, which goes on asking for the page of the old query, takes the
 * answer for another page's, begins again at the top and, when that happens twice in a row, loads the whole document
 * (vercel/next.js#98323). So it is told the address first.
 */
export function useRefresh(): () => void {
  const router = useRouter()
  return useCallback(() => {
    const { pathname, search, hash } = window.location
    if (fetchedSearch() !== search) router.replace(`${pathname}${search}${hash}`, { scroll: false })
    router.refresh()
  }, [router])
}
