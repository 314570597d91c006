import type { ReactNode } from 'react'

type Props = { id: string; title: string; lead?: string; all?: { href: string; label: string }; children: ReactNode }

/** One part of the overview, under a heading of its own. */
export const Section = ({ id, title, lead, all, children }: Props) => (
  <section aria-labelledby={`overview-${id}`} className="pb-part">
    <div className="pb-part__head">
      <h2 id={`overview-${id}`}>{title}</h2>
      {all && <a aria-label={`${all.label}: ${title}`} href={all.href}>{all.label}</a>}
    </div>
    {lead && <p className="pb-faint">{lead}</p>}
    {children}
  </section>
)
