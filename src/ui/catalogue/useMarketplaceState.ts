'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { firstCards, formatMarketplaceState, type MarketplaceState, nextShow, parseMarketplaceState } from './MarketplaceState.ts'

const settleMs = 200

/**
 * The address is the state. Choices make a history entry, so that Back undoes them; typing replaces the entry once the
 * hand rests (browsers limit how often an address may change), while the list follows every letter. So does showing more,
 * so that Back from a provider finds the same length of list and the browser the same place in it.
 */
export function useMarketplaceState() {
  const path = usePathname()
  const params = useSearchParams()
  const fromUrl = useMemo(() => parseMarketplaceState(new URLSearchParams(params)), [params])
  // The router tells of a new address some time later; a second choice must not be made from the state before the first.
  const [state, setState] = useState(fromUrl)
  const ownAddresses = useRef<string[]>([])
  const unwritten = useRef<MarketplaceState | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const address = formatMarketplaceState(fromUrl)
  const seen = useRef(address)
  useEffect(() => {
    if (address === seen.current) return
    seen.current = address
    const place = ownAddresses.current.indexOf(address)
    ownAddresses.current = ownAddresses.current.slice(place + 1)
    // Back, Forward and links of others.
    if (place === -1) setState(fromUrl)
  }, [address, fromUrl])
  useEffect(() => () => clearTimeout(timer.current), [])

  const write = (next: MarketplaceState, how: 'pushState' | 'replaceState') => {
    clearTimeout(timer.current)
    unwritten.current = null
    setState(next)
    const query = formatMarketplaceState(next)
    if (query === window.location.search) return
    ownAddresses.current.push(query)
    window.history[how](null, '', `${path}${query}`)
  }
  /** Writes what was typed last, for whoever leaves the page before the hand has rested. */
  const settle = () => {
    if (unwritten.current !== null) write(unwritten.current, 'replaceState')
  }
  const type = (query: string) => {
    const next = { ...state, query, show: firstCards(query) }
    setState(next)
    clearTimeout(timer.current)
    unwritten.current = next
    timer.current = setTimeout(settle, settleMs)
  }
  const choose = (change: Partial<MarketplaceState>) => {
    const next = { ...state, ...change }
    write({ ...next, show: firstCards(next.query) }, 'pushState')
  }
  const showMore = () => write({ ...state, show: nextShow(state) }, 'replaceState')
  return { state, type, settle, choose, showMore }
}
