import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadMarketplace } from '#src/server/loadMarketplace.ts'
import { MarketplaceView } from '#src/ui/catalogue/MarketplaceView.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { requireShell } from '../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: messages().shell.marketplace })

export default async function MarketplacePage() {
  const shell = await requireShell('/marketplace')
  if (!shell.account) return <NoAccount email={shell.user.email} isPlatformAdmin={shell.isPlatformAdmin} />
  const { cards } = await loadMarketplace({ account: shell.account.id, user: shell.user.id })
  return (
    <>
      <PageHead title={messages().marketplace.title} lead={messages().marketplace.lead} />
      <MarketplaceView cards={cards} />
    </>
  )
}
