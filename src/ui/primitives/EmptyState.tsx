import type { ReactNode } from 'react'

type Props = { title: string; text?: string; code?: string; level?: 1 | 2; children?: ReactNode }

/** Nothing to show: says so, why, and offers the next step. */
export function EmptyState({ title, text, code, level = 2, children }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="flex flex-col items-center rounded-xl border border-dashed border-line-strong px-6 py-14 text-center">
      {code && <p className="mb-2 font-mono text-sm text-faint">{code}</p>}
      <Heading className="text-lg font-semibold">{title}</Heading>
      {text && <p className="mt-1 max-w-[52ch] text-balance text-soft">{text}</p>}
      {children && <div className="mt-5 flex flex-wrap items-center justify-center gap-2.5">{children}</div>}
    </div>
  )
}
