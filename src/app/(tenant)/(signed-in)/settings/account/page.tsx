import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadAccountFacts } from '#src/server/loadAccountFacts.ts'
import { AccountView } from '#src/ui/account/AccountView.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { requireShell } from '../../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: `${messages().account.title} · ${messages().shell.settings}` })

export default async function AccountHome() {
  const { account, user, isPlatformAdmin } = await requireShell('/settings/account')
  if (!account) return <NoAccount email={user.email} isPlatformAdmin={isPlatformAdmin} />
  const facts = account.role === 'owner' ? await loadAccountFacts({ account: account.id }) : null
  return (
    <>
      <PageHead title={messages().account.title} lead={messages().account.lead} />
      <AccountView account={account} facts={facts} />
    </>
  )
}
