import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { ExternalLink } from '../primitives/ExternalLink.tsx'

const text = () => messages().provider

export function ProviderLinks({ provider }: { provider: ProviderDetail }) {
  const links = [
    { href: provider.website, label: text().website },
    { href: provider.docsUrl, label: text().docs },
    { href: provider.manageUrl ?? provider.helpUrl, label: text().keys },
  ].filter((link): link is { href: string; label: string } => link.href !== null)
  if (links.length === 0) return null
  return (
    <ul className="space-y-1 px-1">
      {links.map((link) => <li key={link.label}><ExternalLink href={link.href}>{link.label}</ExternalLink></li>)}
    </ul>
  )
}
