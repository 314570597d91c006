import { useEffect } from 'react'

/**
 * What had the focus may go: a deleted row, an entry of the trash, the button of a notice. Nothing has the focus then,
 * and a screen reader starts over at the top of the window; so the dialog that is open gets it, or else the page's content.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null
    let handle = 0
    const note = (event: FocusEvent) => { last = event.target instanceof Element ? event.target : null }
    const place = () => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return
      last = null
      const home = document.querySelector<HTMLElement>('dialog[open]') ?? document.getElementById('content')
      home?.focus({ preventScroll: true })
    }
    const watch = new MutationObserver(() => {
      if (last === null || last.isConnected) return
      cancelAnimationFrame(handle)
      // A dialog or a menu that closes gives the focus back by itself, in the first frame.
      handle = requestAnimationFrame(() => { handle = requestAnimationFrame(place) })
    })
    document.addEventListener('focusin', note)
    watch.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', note)
      watch.disconnect()
      cancelAnimationFrame(handle)
    }
  }, [])
}
