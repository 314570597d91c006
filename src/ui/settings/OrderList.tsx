'use client'
import { useEffect, useRef, useState } from 'react'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { moveItem } from './moveItem.ts'
import { StatusPill } from './StatusPill.tsx'
import { useDrag } from './useDrag.ts'

type Item = { id: string; name: string; status: ConnectionStatus }
type Props = { items: Item[]; onMove: (ids: string[]) => void }

/** Moved by dragging the handle (mouse, pen, finger) or with two buttons a row; each move is said aloud. */
export function OrderList({ items, onMove }: Props) {
  const text = messages().connections.order
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const move = (id: string, to: number): void => {
    const from = items.findIndex((one) => one.id === id)
    if (from < 0 || from === to || to < 0 || to >= items.length) return
    setSaid(text.moved(items[from]?.name ?? '', to + 1, items.length))
    onMove(moveItem({ items, from, to }).map((one) => one.id))
  }
  const { dragged, start } = useDrag({ list, onOver: move })
  const pressed = useRef<{ id: string; direction: 'up' | 'down' } | null>(null)
  const press = (id: string, direction: 'up' | 'down', to: number): void => {
    pressed.current = { id, direction }
    move(id, to)
  }
  useEffect(() => {
    // Moving a row drops the focus of what is in it; at either end the button that still does something gets it.
    const row = pressed.current && list.current?.querySelector(`[data-id="${pressed.current.id}"]`)
    const wished = row?.querySelector<HTMLButtonElement>(`[data-direction="${pressed.current?.direction}"]:enabled`) ?? row?.querySelector<HTMLButtonElement>('[data-direction]:enabled')
    wished?.focus()
    pressed.current = null
  }, [items])
  return (
    <>
      <ol ref={list} aria-label={text.list} className="divide-y divide-line rounded-[10px] border border-line">
        {items.map(({ id, name, status }, index) => (
          <li key={id} data-id={id} className={`flex items-center gap-2 px-2 py-1.5 ${dragged === id ? 'bg-well' : ''}`}>
            <span title={text.drag} data-handle="" onPointerDown={(event) => { event.preventDefault(); start(id) }} className="grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-lg text-faint hover:bg-well active:cursor-grabbing"><Icon name="grip" /></span>
            <span className="w-5 shrink-0 text-right text-faint tabular-nums">{index + 1}</span>
            <span className="min-w-0 flex-1 [word-break:break-word]"><bdi>{name}</bdi>{index === 0 && <span className="ml-2 text-sm text-faint">{messages().settings.default}</span>}</span>
            {status !== 'active' && <StatusPill status={status} />}
            <Button variant="quiet" size="s" data-direction="up" className="size-8 p-0!" aria-label={text.up(name)} isDisabled={index === 0} onPress={() => press(id, 'up', index - 1)}><Icon name="chevron" className="rotate-180" /></Button>
            <Button variant="quiet" size="s" data-direction="down" className="size-8 p-0!" aria-label={text.down(name)} isDisabled={index === items.length - 1} onPress={() => press(id, 'down', index + 1)}><Icon name="chevron" /></Button>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">{said}</p>
    </>
  )
}
