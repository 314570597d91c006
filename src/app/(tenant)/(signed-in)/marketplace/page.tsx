import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadFirstSteps } from '#src/server/loadFirstSteps.ts'
import { loadMarketplace } from '#src/server/loadMarketplace.ts'
import { EmptyCatalogue } from '#src/ui/catalogue/EmptyCatalogue.tsx'
import { formatMarketplaceState, parseMarketplaceState } from '#src/ui/catalogue/MarketplaceState.ts'
import { MarketplaceView } from '#src/ui/catalogue/MarketplaceView.tsx'
import { FirstStepsList } from '#src/ui/onboarding/FirstStepsList.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { readRequester } from '../../readRequester.ts'
import { requireShell } from '../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: messages().shell.marketplace })

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function MarketplacePage({ searchParams }: Props) {
  const given = Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]))
  const shell = await requireShell(`/marketplace${formatMarketplaceState(parseMarketplaceState(new URLSearchParams(given)))}`)
  const firstSteps = await loadFirstSteps({ user: shell.user.id, isPlatformAdmin: shell.isPlatformAdmin, account: shell.account })
  if (!shell.account) return <><FirstStepsList lists={firstSteps} accountName="" /><NoAccount email={shell.user.email} isPlatformAdmin={shell.isPlatformAdmin} /></>
  const [{ cards, ...data }, requester] = await Promise.all([loadMarketplace({ account: shell.account.id, user: shell.user.id }), readRequester(shell.account)])
  return (
    <>
      <PageHead title={messages().marketplace.title} lead={messages().marketplace.lead} />
      <FirstStepsList lists={firstSteps} accountName={shell.account.name} />
      {cards.length === 0 ? <EmptyCatalogue isPlatformAdmin={shell.isPlatformAdmin} /> : <MarketplaceView cards={cards} {...data} requester={requester} />}
    </>
  )
}
