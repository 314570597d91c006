import type { ReactNode } from 'react'
import { NavFrame } from '#src/ui/shell/NavFrame.tsx'
import { TopBar } from '#src/ui/shell/TopBar.tsx'
import { readShell } from '../requireShell.ts'

/** The frame around every page. It never redirects: only a page knows the address to come back to. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  return <NavFrame bar={<TopBar shell={await readShell()} />}>{children}</NavFrame>
}
