import type { ReactNode } from 'react'

export const EntryCard = ({ children }: { children: ReactNode }) => <div className="rounded-2xl border border-line bg-surface p-5 shadow-lift sm:p-6">{children}</div>
