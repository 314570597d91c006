'use client'
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { watchDismissal } from './watchDismissal.ts'

type Props = {
  title: string
  subtitle?: ReactNode
  leading?: ReactNode
  /** Asked on Escape, on a press outside and on the close button; the caller decides whether to close. */
  onClose: () => void
  role?: 'dialog' | 'alertdialog'
  width?: 'm' | 's'
  children: ReactNode
}

/** Where one goes on typing; what only chooses comes before it in the form and is not meant. */
const firstField = 'input:not([type=hidden], [type=radio], [type=checkbox], :disabled), textarea:not(:disabled), select:not(:disabled)'

/**
 * The browser's own modal dialog: it keeps the focus inside, hides the page behind from everybody and gives the focus
 * back to what opened it. A library for that would be a third of the scripts of a page.
 */
export function Modal({ title, subtitle, leading, onClose, role = 'dialog', width = 'm', children }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  useEffect(() => { close.current = onClose })
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    const page = document.documentElement
    // Another dialog may be open below.
    const gutter = page.style.scrollbarGutter
    // The page behind no longer scrolls; where a scrollbar took room, the room stays, so that nothing moves.
    if (window.innerWidth > page.clientWidth) page.style.scrollbarGutter = 'stable'
    const stop = watchDismissal({ element, onDismiss: () => close.current() })
    element.showModal()
    const wanted = element.querySelector<HTMLElement>('[data-autofocus]') ?? element.querySelector<HTMLElement>(firstField) ?? element
    wanted.focus()
    return () => {
      stop()
      // Before it leaves the document: only closing gives the focus back.
      element.close()
      page.style.scrollbarGutter = gutter
    }
  }, [])
  return (
    <dialog ref={dialog} role={role} aria-labelledby={`${id}-title`} tabIndex={-1} className="fade fixed inset-0 z-40 m-0 size-full max-h-none max-w-none overflow-y-auto bg-veil text-text outline-none backdrop:bg-transparent">
      <div className="grid min-h-full grid-cols-[minmax(0,1fr)] place-items-center p-3 sm:p-8">
        <div data-panel className={`rise relative w-full rounded-2xl border border-line bg-raise p-5 shadow-dialog sm:p-6 ${width === 'm' ? 'max-w-[520px]' : 'max-w-[440px]'}`}>
          <header className="mb-4 flex items-center gap-3 pr-9">
            {leading}
            <div className="min-w-0">
              <h2 id={`${id}-title`} className="text-xl/6 font-[650] tracking-[-.01em] break-words">{title}</h2>
              {subtitle && <p dir="auto" className="mt-0.5 text-soft">{subtitle}</p>}
            </div>
          </header>
          <Button variant="quiet" aria-label={messages().common.close} onPress={onClose} className="absolute! top-4 right-4 size-8 p-0!">
            <Icon name="close" />
          </Button>
          {children}
        </div>
      </div>
    </dialog>
  )
}
