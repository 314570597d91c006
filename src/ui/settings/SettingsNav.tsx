'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { messages } from '#src/messages/messages.ts'
import { useGo } from '../shell/useGo.ts'

/** The pages below Settings in their order; a new page adds its line. */
const listTabs = () => [
  { href: '/settings/integrations', label: messages().settings.title },
  { href: '/settings/members', label: messages().members.title },
  { href: '/settings/tokens', label: messages().tokens.title },
  { href: '/settings/activity', label: messages().activity.title },
  { href: '/settings/account', label: messages().account.title },
  { href: '/settings/you', label: messages().account.you.title },
]

/** One row that scrolls by itself where it does not fit, so that the page never does. */
export function SettingsNav() {
  const path = usePathname()
  const go = useGo()
  const list = useRef<HTMLUListElement>(null)
  // On a phone the tab of a page may lie outside the row's window; only the row moves, never the page.
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-current=page]')?.parentElement
    const row = list.current?.parentElement
    if (tab && row) row.scrollLeft = Math.max(0, tab.offsetLeft + tab.offsetWidth - row.clientWidth + 48)
  }, [path])
  return (
    <nav aria-label={messages().shell.settings} className="-mx-4 mb-6 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0">
      <ul ref={list} className="flex gap-1">
        {listTabs().map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href} aria-current={path === href ? 'page' : undefined} onNavigate={(event) => { event.preventDefault(); go(href) }}
              className="flex min-h-10 items-center border-b-2 border-transparent px-2.5 whitespace-nowrap text-soft -outline-offset-2 hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-[550] aria-[current=page]:text-text"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
