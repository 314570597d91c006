import type { ReactNode } from 'react'
import { countNotices } from '#src/server/countNotices.ts'
import { AuthorizationReturn } from '#src/ui/connect/AuthorizationReturn.tsx'
import { NavFrame } from '#src/ui/shell/NavFrame.tsx'
import { TopBar } from '#src/ui/shell/TopBar.tsx'
import { Viewing } from '#src/ui/session/Viewing.tsx'
import { readShell } from '../requireShell.ts'

/** The frame around every page. It never redirects: only a page knows the address to come back to. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  // Where it cannot be known who is here, the page says so, inside this frame.
  const shell = await readShell().catch(() => null)
  const count = shell?.account ? await countNotices({ account: shell.account.id, person: { id: shell.user.id, role: shell.account.role } }) : 0
  const bar = <TopBar shell={shell} noticeCount={count} />
  return <Viewing user={shell ? { id: shell.user.id, email: shell.user.email } : null} account={shell?.account ? { id: shell.account.id, name: shell.account.name } : null}><NavFrame bar={bar}>{children}</NavFrame>{shell && <AuthorizationReturn />}</Viewing>
}
