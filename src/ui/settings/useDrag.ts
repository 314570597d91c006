'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'

type Question = { list: RefObject<HTMLElement | null>; onOver: (id: string, place: number) => void }

/**
 * Follows a pointer over the rows of a list from `start` on. On the window, since a row that changes its place in the
 * document loses the pointer it had captured.
 */
export function useDrag({ list, onOver }: Question): { dragged: string | null; start: (id: string) => void } {
  const [dragged, setDragged] = useState<string | null>(null)
  const over = useRef(onOver)
  useEffect(() => { over.current = onOver })
  useEffect(() => {
    if (dragged === null) return
    const follow = ({ clientY }: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])]
      const place = rows.findIndex((row) => { const { top, bottom } = row.getBoundingClientRect(); return clientY >= top && clientY < bottom })
      if (place >= 0) over.current(dragged, place)
    }
    const end = () => setDragged(null)
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    return () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
    }
  }, [dragged, list])
  return { dragged, start: setDragged }
}
