import type { ReactNode } from 'react'

/** One matter of a settings page; without a lead its name is said by what is in it. */
export function Panel({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="max-w-[560px] rounded-xl border border-line bg-surface p-5">
      {lead !== undefined && (
        <>
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="mt-0.5 mb-4 text-soft">{lead}</p>
        </>
      )}
      {children}
    </section>
  )
}
