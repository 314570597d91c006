import type { ReactNode } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Icon } from './Icon.tsx'

/** Rows are data: a link that is not http(s), such as `javascript:`, is shown as plain text. */
export function ExternalLink({ href, className = '', children }: { href: string; className?: string; children: ReactNode }) {
  if (!/^https?:\/\//i.test(href)) return <span className={className}>{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer" className={`inline-flex min-h-6 items-center gap-1 text-soft text-link hover:text-text ${className}`}>
      {children}
      <Icon name="external" size={12} />
      <span className="sr-only">{messages().common.opensNewTab}</span>
    </a>
  )
}
