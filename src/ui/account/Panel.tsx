import type { ReactNode } from 'react'

/** One matter of a settings page, with its heading. */
export function Panel({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="max-w-[560px] rounded-xl border border-line bg-surface p-5">
      <h2 className="text-base font-semibold">{title}</h2>
      {lead && <p className="mt-0.5 text-soft">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
