import type { ReactNode } from 'react'

export function PageHead({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div>
        <h1 className="text-2xl/[1.25] font-[650] tracking-[-.02em]">{title}</h1>
        <p className="mt-1 max-w-[62ch] text-soft">{lead}</p>
      </div>
      {children}
    </div>
  )
}
