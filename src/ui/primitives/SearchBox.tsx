'use client'
import { useEffect, useRef } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

type Props = { label: string; placeholder: string; value: string; onChange: (value: string) => void; hasShortcut?: boolean; onArrowDown?: () => void }

/** `/` anywhere on the page focuses it, Escape clears it. The native input works before any script has loaded. */
export function SearchBox({ label, placeholder, value, onChange, hasShortcut = false, onArrowDown }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!hasShortcut) return
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [hasShortcut])
  // What was typed before the scripts answered counts as well.
  useEffect(() => {
    const typed = input.current?.value ?? value
    if (typed !== value) onChange(typed)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the page comes to life
  }, [])
  const clear = () => {
    onChange('')
    input.current?.focus()
  }
  return (
    <div role="search" className="field-frame flex h-[38px] items-center gap-2 rounded-[10px] pr-1.5 pl-3 text-faint">
      <Icon name="search" size={15} />
      <input
        ref={input} type="text" name="q" role="searchbox" aria-label={label} placeholder={placeholder} value={value} autoComplete="off" spellCheck={false} enterKeyHint="search"
        aria-keyshortcuts={hasShortcut ? '/' : undefined}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation()
            clear()
          } else if (event.key === 'ArrowDown' && onArrowDown && !event.nativeEvent.isComposing) {
            event.preventDefault()
            onArrowDown()
          }
        }}
        className="h-full w-full min-w-0 bg-transparent text-text outline-none placeholder:text-faint"
      />
      {value !== '' && <Button variant="quiet" aria-label={messages().common.clearSearch} onPress={clear} className="size-6! p-0!"><Icon name="close" size={12} /></Button>}
      {value === '' && hasShortcut && <kbd aria-hidden="true" className="mr-1 rounded-[5px] border border-line px-1.5 py-0.5 font-mono text-2xs/4 pointer-coarse:hidden max-sm:hidden">/</kbd>}
    </div>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])') || target.closest('dialog, [role=dialog], [role=alertdialog]') !== null)
