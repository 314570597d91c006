import type { ReactNode } from 'react'
import { listNotices } from '#src/engine/connections/listNotices.ts'
import { NavFrame } from '#src/ui/shell/NavFrame.tsx'
import { TopBar } from '#src/ui/shell/TopBar.tsx'
import { Viewing } from '#src/ui/shell/Viewing.tsx'
import { readConnections } from '../readConnections.ts'
import { readShell } from '../requireShell.ts'

/** The frame around every page. It never redirects: only a page knows the address to come back to. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const shell = await readShell()
  const bar = <TopBar shell={shell} noticeCount={await countNotices()} />
  return <Viewing user={shell ? { id: shell.user.id, email: shell.user.email } : null}><NavFrame bar={bar}>{children}</NavFrame></Viewing>
}

/** Connections that wait for this very person. */
async function countNotices(): Promise<number> {
  const shell = await readShell()
  if (!shell?.account) return 0
  const { connections } = await readConnections(shell.account.id, shell.user.id)
  const notices = listNotices({ connections, person: { id: shell.user.id, role: shell.account.role }, now: new Date() })
  return new Set(notices.filter((notice) => notice.canAct).map((notice) => notice.connection.id)).size
}
