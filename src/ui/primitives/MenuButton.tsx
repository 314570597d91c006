'use client'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import type { MenuSection } from './MenuPopup.tsx'

const loadPopup = () => import('./MenuPopup.tsx')
const MenuPopup = lazy(() => loadPopup().then((module) => ({ default: module.MenuPopup })))

type Props = {
  /** What the button is called; omitted where its content says it. */
  label?: string
  menuLabel: string
  className: string
  header?: ReactNode
  /** Read when the menu opens. */
  sections: () => MenuSection[]
  onAction: (key: string) => void
  /** Does nothing for the moment, and keeps its focus. */
  isHeld?: boolean
  children: ReactNode
}

/** The menu itself (keyboard, typeahead, placement, focus) is loaded when somebody reaches for the button. */
export function MenuButton({ label, menuLabel, className, header, sections, onAction, isHeld = false, children }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState<MenuSection[] | null>(null)
  const open = () => { if (!isHeld) setOpened(sections()) }
  return (
    <>
      <button
        ref={button} type="button" aria-label={label} aria-haspopup="menu" aria-expanded={opened !== null} aria-disabled={isHeld || undefined} className={`${className} ${isHeld ? 'cursor-progress! opacity-60' : ''}`}
        onPointerEnter={() => void loadPopup()} onFocus={() => void loadPopup()} onClick={() => (opened ? setOpened(null) : open())}
        onKeyDown={(event) => { if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); open() } }}
      >
        {children}
      </button>
      {opened && (
        <Suspense fallback={null}>
          <MenuPopup triggerRef={button} label={menuLabel} header={header} sections={opened} onAction={(key) => { onAction(key); setOpened((shown) => shown && sections()) }} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  )
}
