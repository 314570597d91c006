'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { messages } from '#src/messages/messages.ts'
import { useGo } from './useGo.ts'

const listPlaces = () => [
  { href: '/marketplace', under: '/marketplace', label: messages().shell.marketplace },
  { href: '/settings/integrations', under: '/settings', label: messages().shell.settings },
]

export function TopNav({ noticeCount }: { noticeCount: number }) {
  const path = usePathname()
  const go = useGo()
  return (
    <nav aria-label={messages().shell.nav} className="flex gap-1">
      {listPlaces().map((place) => (
        <Link key={place.href} href={place.href} aria-current={path === place.under || path.startsWith(`${place.under}/`) ? 'page' : undefined} onNavigate={(event) => { event.preventDefault(); go(place.href) }} className="rounded-lg px-2.5 py-1.5 text-soft transition-colors duration-100 hover:text-text aria-[current=page]:bg-well aria-[current=page]:font-[550] aria-[current=page]:text-text">
          {place.label}
          {place.under === '/settings' && noticeCount > 0 && (
            <span className="ml-1.5 rounded-full bg-bad-well px-1.5 py-px text-2xs font-semibold text-bad tabular-nums">
              <span aria-hidden="true">{noticeCount}</span>
              <span className="sr-only">{messages().connections.notices.inNav(noticeCount)}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
