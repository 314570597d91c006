import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { ExternalLink } from '../primitives/ExternalLink.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'

/** Who runs it, where to read on, whether it works, and how fresh this entry is. */
export function ProviderAbout({ provider }: { provider: ProviderDetail }) {
  const [text, about] = [messages().provider, messages().catalogue]
  const links = [
    { href: provider.docsUrl, label: text.docs },
    { href: provider.statusUrl, label: about.statusPage },
    { href: provider.manageUrl ?? provider.helpUrl, label: text.keys },
  ].filter((link): link is { href: string; label: string } => link.href !== null)
  return (
    <section aria-labelledby="about" className="rounded-xl border border-line bg-surface p-4">
      <h2 id="about" className="text-base font-semibold">{about.about}</h2>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-soft">
        {provider.website && <Fact label={about.runBy}><ExternalLink href={provider.website} className="break-all">{hostOf(provider.website)}</ExternalLink></Fact>}
        <Fact label={about.category}><Link href={`/marketplace?category=${encodeURIComponent(provider.category)}`} className="text-link inline-block min-h-6 break-words hover:text-text"><bdi>{provider.category}</bdi></Link></Fact>
        <Fact label={about.changed}><TimeAgo iso={provider.changedAt} /></Fact>
      </dl>
      {links.length > 0 && <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-3">{links.map((link) => <li key={link.label}><ExternalLink href={link.href}>{link.label}</ExternalLink></li>)}</ul>}
    </section>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => <><dt className="py-px text-faint">{label}</dt><dd className="min-w-0">{children}</dd></>

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : address)
