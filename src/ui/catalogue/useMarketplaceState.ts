'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { formatMarketplaceState, type MarketplaceState, parseMarketplaceState } from './MarketplaceState.ts'

const settleMs = 200

/**
 * The address is the state. Choices make a history entry, so that Back undoes them; typing replaces the entry once the
 * hand rests (browsers limit how often an address may change), while the list follows every letter.
 */
export function useMarketplaceState() {
  const path = usePathname()
  const params = useSearchParams()
  const fromUrl = useMemo(() => parseMarketplaceState(new URLSearchParams(params)), [params])
  const [query, setQuery] = useState(fromUrl.query)
  const written = useRef(fromUrl.query)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (fromUrl.query === written.current) return
    written.current = fromUrl.query
    setQuery(fromUrl.query)
  }, [fromUrl.query])
  useEffect(() => () => clearTimeout(timer.current), [])

  const state: MarketplaceState = { ...fromUrl, query }
  const write = (next: MarketplaceState, how: 'pushState' | 'replaceState') => {
    clearTimeout(timer.current)
    written.current = next.query
    window.history[how](null, '', `${path}${formatMarketplaceState(next)}`)
  }
  const type = (text: string) => {
    setQuery(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => write({ ...state, query: text }, 'replaceState'), settleMs)
  }
  const choose = (change: Partial<MarketplaceState>) => {
    const next = { ...state, ...change }
    setQuery(next.query)
    write(next, 'pushState')
  }
  return { state, type, choose }
}
