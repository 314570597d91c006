import type { Metadata } from 'next'
import Link from 'next/link'
import { messages } from '#src/messages/messages.ts'
import { loadConnections } from '#src/server/loadConnections.ts'
import { loadFirstSteps } from '#src/server/loadFirstSteps.ts'
import { FirstStepsList } from '#src/ui/onboarding/FirstStepsList.tsx'
import { styleButton } from '#src/ui/primitives/styleButton.ts'
import { ConnectionsView } from '#src/ui/settings/ConnectionsView.tsx'
import type { Viewer } from '#src/ui/settings/Viewer.ts'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { requireShell } from '../../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: `${messages().settings.title} · ${messages().shell.settings}` })

export default async function IntegrationsPage() {
  const { account, user, isPlatformAdmin } = await requireShell('/settings/integrations')
  if (!account) return <NoAccount email={user.email} isPlatformAdmin={isPlatformAdmin} />
  const viewer: Viewer = { id: user.id, role: account.role, account: { id: account.id, name: account.name } }
  const data = await loadConnections({ account: account.id, user: user.id })
  const firstSteps = await loadFirstSteps({ user: user.id, isPlatformAdmin, account })
  return (
    <>
      <PageHead title={messages().settings.title} lead={messages().settings.lead(account.name)}>
        <Link href="/marketplace" className={styleButton({ variant: 'primary' })}>{messages().settings.add}</Link>
      </PageHead>
      <FirstStepsList lists={firstSteps} accountName={account.name} />
      <ConnectionsView viewer={viewer} data={data} />
    </>
  )
}
