import type { ReactNode } from 'react'
import { Mark } from '../primitives/Mark.tsx'

/** The one card in the middle of a page that one meets before one is in. */
export function EntryFrame({ title, lead, children, below }: { title: string; lead?: ReactNode; children?: ReactNode; below?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-[400px]">
        <div className="mb-6 flex flex-col items-center text-center">
          <Mark size={40} />
          <h1 className="mt-4 text-2xl/8 font-[650] tracking-[-.02em] text-balance [overflow-wrap:anywhere]">{title}</h1>
          {lead && <div className="mt-1 text-balance text-soft [overflow-wrap:anywhere]">{lead}</div>}
        </div>
        {children}
        {below && <div className="mt-5 flex flex-col items-center gap-1.5 text-center text-sm text-balance text-faint">{below}</div>}
      </div>
    </main>
  )
}
