'use client'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection as AriaSection } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Icon } from './Icon.tsx'

export type MenuEntry = { key: string; label: string; detail?: string; isDanger?: boolean }
/** With `selected` (a key) the entries are a choice of one, and choosing keeps the menu open when `isKept`. */
export type MenuSection = { title?: string; selected?: string; isKept?: boolean; entries: MenuEntry[] }

type Props = { triggerRef: RefObject<HTMLButtonElement | null>; label: string; header: ReactNode; sections: MenuSection[]; onAction: (key: string) => void; onClose: () => void }

const itemClass = 'group flex min-h-8 cursor-pointer items-center gap-2.5 rounded-[7px] px-2.5 py-1 outline-none data-[focused]:bg-well'

export function MenuPopup({ triggerRef, label, header, sections, onAction, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // From its second opening on, the library marks an entry before there is one to give the focus to, and whatever closed
    // just before may still hand the focus to its button: for these first frames it is held to the menu.
    let framesLeft = 20
    let handle = requestAnimationFrame(function hold() {
      if (!menu.current?.querySelector(':focus')) menu.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
      framesLeft -= 1
      if (framesLeft > 0) handle = requestAnimationFrame(hold)
    })
    return () => cancelAnimationFrame(handle)
  }, [])
  const filled = sections.filter((section) => section.entries.length > 0)
  return (
    <Popover isOpen trigger="MenuTrigger" aria-label={label} triggerRef={triggerRef} onOpenChange={(isOpen) => { if (!isOpen) onClose() }} placement="bottom end" offset={6} className="fade max-w-[min(320px,calc(100vw-24px))] min-w-52 overflow-auto rounded-xl border border-line bg-raise p-1.5 shadow-float outline-none">
      {header}
      <Menu ref={menu} aria-label={label} autoFocus="first" onAction={(key) => onAction(String(key))} onClose={onClose} className="outline-none">
        {filled.map((section, index) => (
          <AriaSection
            key={section.entries[0]?.key} aria-label={section.title ?? label} className={index > 0 || header ? 'mt-1.5 border-t border-line pt-1.5' : ''}
            {...(section.selected === undefined ? {} : { selectionMode: 'single' as const, disallowEmptySelection: true, selectedKeys: [section.selected] })}
          >
            {section.title && <Header className="px-2.5 pt-1 pb-1 text-xs font-semibold text-faint">{section.title}</Header>}
            {section.entries.map((entry) => (
              <MenuItem key={entry.key} id={entry.key} textValue={entry.label} shouldCloseOnSelect={!section.isKept} className={`${itemClass} ${entry.isDanger ? 'text-bad' : ''}`}>
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{entry.label}</span>
                  {entry.detail && <span className="block text-xs text-faint">{entry.detail}</span>}
                </span>
                {section.selected !== undefined && <Icon name="check" className="invisible text-accent group-data-[selected]:visible" />}
              </MenuItem>
            ))}
          </AriaSection>
        ))}
      </Menu>
    </Popover>
  )
}
