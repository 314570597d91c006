'use client'
import { createContext, type ReactNode, type RefObject, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { OfflineNote } from './OfflineNote.tsx'

type Notice = { id: number; tone: 'ok' | 'bad'; text: string }
type Notify = (notice: Omit<Notice, 'id'>) => void

const visibleMs = 7000
const NoticeContext = createContext<Notify>(() => undefined)

/** Says in one sentence what just happened: `notify({ tone: 'ok', text })`. */
export const useNotify = (): Notify => useContext(NoticeContext)

/** Holds the notices of a page: read aloud politely, gone after some seconds unless pointed at or focused, never over a dialog's buttons. */
export function Notices({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([])
  const notify = useCallback<Notify>((notice) => setNotices((all) => [...all.filter((one) => one.text !== notice.text).slice(-2), { ...notice, id: Date.now() + Math.random() }]), [])
  const drop = useCallback((id: number) => setNotices((all) => all.filter((one) => one.id !== id)), [])
  const stack = useRef<HTMLDivElement>(null)
  useRoomFor(stack)
  return (
    <NoticeContext value={notify}>
      {children}
      <div ref={stack} role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4">
        <OfflineNote />
        {notices.map((notice) => <NoticeCard key={notice.id} notice={notice} onDrop={() => drop(notice.id)} />)}
      </div>
    </NoticeContext>
  )
}

/** What has the focus is scrolled clear of the notices: when one comes over it, and when Tab goes on under them. */
function useRoomFor(stack: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = stack.current
    if (element === null) return
    const page = document.documentElement
    const watch = new ResizeObserver(() => {
      const taken = element.offsetHeight === 0 ? 0 : element.offsetHeight + 32
      page.style.scrollPaddingBottom = taken === 0 ? '' : `${taken}px`
      const focused = document.activeElement
      const box = focused?.matches(':focus-visible') ? focused.getBoundingClientRect() : null
      if (taken > 0 && box !== null && box.top < innerHeight && box.bottom > innerHeight - taken) focused?.scrollIntoView({ block: 'nearest' })
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [stack])
}

function NoticeCard({ notice, onDrop }: { notice: Notice; onDrop: () => void }) {
  const [isHeld, setIsHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(onDrop, visibleMs)
    return () => clearTimeout(timer)
  }, [isHeld, onDrop])
  return (
    <div onPointerEnter={() => setIsHeld(true)} onPointerLeave={() => setIsHeld(false)} onFocus={() => setIsHeld(true)} onBlur={() => setIsHeld(false)} className="rise pointer-events-auto flex max-w-[560px] items-start gap-2.5 rounded-xl border border-line bg-raise py-2 pr-2 pl-3.5 shadow-float">
      <Icon name={notice.tone === 'ok' ? 'check' : 'alert'} className={`mt-1 ${notice.tone === 'ok' ? 'text-ok' : 'text-bad'}`} />
      <p className="min-w-0 py-0.5">{notice.text}</p>
      <Button variant="quiet" aria-label={messages().common.dismiss} onPress={onDrop} className="size-7! shrink-0 p-0!"><Icon name="close" size={12} /></Button>
    </div>
  )
}
