import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadFirstSteps } from '#src/server/loadFirstSteps.ts'
import { loadMarketplace } from '#src/server/loadMarketplace.ts'
import { MarketplaceView } from '#src/ui/catalogue/MarketplaceView.tsx'
import { FirstStepsList } from '#src/ui/onboarding/FirstStepsList.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { requireShell } from '../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: messages().shell.marketplace })

export default async function MarketplacePage() {
  const shell = await requireShell('/marketplace')
  const firstSteps = await loadFirstSteps({ user: shell.user.id, isPlatformAdmin: shell.isPlatformAdmin, account: shell.account })
  if (!shell.account) return <><FirstStepsList lists={firstSteps} accountName="" /><NoAccount email={shell.user.email} isPlatformAdmin={shell.isPlatformAdmin} /></>
  const { cards } = await loadMarketplace({ account: shell.account.id, user: shell.user.id })
  return (
    <>
      <PageHead title={messages().marketplace.title} lead={messages().marketplace.lead} />
      <FirstStepsList lists={firstSteps} accountName={shell.account.name} />
      <MarketplaceView cards={cards} />
    </>
  )
}
