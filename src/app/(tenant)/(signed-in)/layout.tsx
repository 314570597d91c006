import type { ReactNode } from 'react'
import { TopBar } from '#src/ui/shell/TopBar.tsx'
import { readShell } from '../requireShell.ts'

/** The frame around every page. It never redirects: only a page knows the address to come back to. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <TopBar shell={await readShell()} />
      <main id="content" tabIndex={-1} className="mx-auto max-w-[1160px] px-4 pt-6 pb-16 outline-none sm:px-6 sm:pt-8">{children}</main>
    </>
  )
}
