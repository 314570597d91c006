import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { formatAuditFilter } from '#src/engine/audit/AuditFilter.ts'
import { messages } from '#src/messages/messages.ts'
import { loadActivity } from '#src/server/loadActivity.ts'
import { formatActivityState, parseActivityState } from '#src/ui/activity/ActivityState.ts'
import { ActivityView } from '#src/ui/activity/ActivityView.tsx'
import { styleButton } from '#src/ui/primitives/styleButton.ts'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { requireShell } from '../../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: `${messages().activity.title} · ${messages().shell.settings}` })

type Query = Promise<Record<string, string | string[] | undefined>>

const path = '/settings/activity'

export default async function ActivityHome({ searchParams }: { searchParams: Query }) {
  const params = new URLSearchParams(Object.entries(await searchParams).map(([name, value]) => [name, [value].flat()[0] ?? '']))
  const state = parseActivityState(params)
  const address = `${path}${formatActivityState(state)}`
  const { account, user, isPlatformAdmin } = await requireShell(address)
  if (!account) return <NoAccount email={user.email} isPlatformAdmin={isPlatformAdmin} />
  // A form sends its empty fields too; the address one copies holds only what was chosen.
  if ([...params.values()].includes('')) redirect(address)
  const page = await loadActivity({ account: account.id, user: user.id, ...state })
  const csv = new URLSearchParams([['account', account.id], ...formatAuditFilter(state.filter)])
  return (
    <>
      <PageHead title={messages().activity.title} lead={messages().activity.lead(account.name)}>
        <a href={`/api/audit-events/export?${csv}`} download className={styleButton()}>{messages().activity.csv}</a>
      </PageHead>
      <ActivityView state={state} page={page} viewer={user.id} />
    </>
  )
}
