'use client'
import { useEffect, useRef } from 'react'

type Dialog = { /** Its address while it is open; by default that of the page. */ address?: string | undefined; /** Back was pressed; false = it stays open. */ onBack: () => boolean }

/**
 * Gives the open dialog an entry of its own in the history, so that Back closes it (or has it ask) instead of leaving
 * the page with all that was typed.
 */
export function useBackToClose({ address, onBack }: Dialog): { /** Takes the entry away again; resolves when the address is that of the page. */ leave: () => Promise<void>; /** The same without going back, ahead of a link. */ stay: () => void } {
  const base = useRef<string>(undefined)
  const latest = useRef(onBack)
  useEffect(() => {
    latest.current = onBack
  })
  const left = useRef<() => void>(undefined)
  useEffect(() => {
    const open = () => window.history.pushState(null, '', address ?? window.location.href)
    if (base.current === undefined) {
      const here = new URL(window.location.href)
      here.searchParams.delete('connect')
      base.current = `${here.pathname}${here.search}`
      window.history.replaceState(null, '', base.current)
      open()
    }
    const arrive = (event: PopStateEvent) => {
      if (!left.current) return
      event.stopImmediatePropagation()
      left.current()
    }
    const back = () => {
      if (!latest.current()) open()
    }
    window.addEventListener('popstate', arrive, { capture: true })
    window.addEventListener('popstate', back)
    return () => {
      window.removeEventListener('popstate', arrive, { capture: true })
      window.removeEventListener('popstate', back)
    }
  }, [address])
  return {
    leave: () => new Promise<void>((resolve) => {
      const { state } = window.history
      left.current = () => {
        // The entry knows the page as it was when the dialog opened, and the router would bring that back.
        window.history.replaceState(state, '')
        window.history.replaceState(null, '', base.current)
        resolve()
      }
      window.history.back()
    }),
    stay: () => window.history.replaceState(null, '', base.current),
  }
}
