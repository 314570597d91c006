import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadApiTokens } from '#src/server/loadApiTokens.ts'
import { EmptyState } from '#src/ui/primitives/EmptyState.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { TokensView } from '#src/ui/tokens/TokensView.tsx'
import { requireShell } from '../../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: `${messages().tokens.title} · ${messages().shell.settings}` })

export default async function TokensHome() {
  const { account, user, isPlatformAdmin } = await requireShell('/settings/tokens')
  if (!account) return <NoAccount email={user.email} isPlatformAdmin={isPlatformAdmin} />
  const tokens = await loadApiTokens({ account: account.id, role: account.role })
  return (
    <>
      <PageHead title={messages().tokens.title} lead={messages().tokens.lead(account.name)} />
      {tokens === null
        ? <EmptyState title={messages().tokens.deniedTitle} text={messages().tokens.whoCan} />
        : <TokensView tokens={tokens} account={{ id: account.id, name: account.name }} />}
    </>
  )
}
