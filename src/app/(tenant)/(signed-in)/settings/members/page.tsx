import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadMembers } from '#src/server/loadMembers.ts'
import { MembersView } from '#src/ui/members/MembersView.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { requireShell } from '../../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: `${messages().members.title} · ${messages().shell.settings}` })

export default async function MembersHome() {
  const { account, user, isPlatformAdmin } = await requireShell('/settings/members')
  if (!account) return <NoAccount email={user.email} isPlatformAdmin={isPlatformAdmin} />
  const data = await loadMembers({ account: account.id, role: account.role })
  return (
    <>
      <PageHead title={messages().members.title} lead={messages().members.lead(account.name)} />
      <MembersView data={data} viewer={{ id: user.id, role: account.role, account: { id: account.id, name: account.name } }} />
    </>
  )
}
