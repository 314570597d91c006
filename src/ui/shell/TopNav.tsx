'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { messages } from '#src/messages/messages.ts'
import { useGo } from './NavFrame.tsx'

const places = [
  { href: '/marketplace', under: '/marketplace', label: messages.shell.marketplace },
  { href: '/settings/integrations', under: '/settings', label: messages.shell.settings },
]

export function TopNav() {
  const path = usePathname()
  const go = useGo()
  return (
    <nav aria-label={messages.shell.nav} className="flex gap-1">
      {places.map((place) => {
        const isHere = path === place.under || path.startsWith(`${place.under}/`)
        return (
          <Link key={place.href} href={place.href} aria-current={isHere ? 'page' : undefined} onNavigate={(event) => { event.preventDefault(); go(place.href) }} className="rounded-lg px-2.5 py-1.5 text-soft transition-colors duration-100 hover:text-text aria-[current=page]:bg-well aria-[current=page]:font-[550] aria-[current=page]:text-text">
            {place.label}
          </Link>
        )
      })}
    </nav>
  )
}
