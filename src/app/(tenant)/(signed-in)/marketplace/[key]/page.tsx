import type { Metadata } from 'next'
import { cache } from 'react'
import { messages } from '#src/messages/messages.ts'
import { loadProvider } from '#src/server/loadProvider.ts'
import { loadProviderUsage } from '#src/server/loadProviderUsage.ts'
import { ProviderView } from '#src/ui/catalogue/ProviderView.tsx'
import { NoAccount } from '#src/ui/shell/NoAccount.tsx'
import { MissingPage } from '../../MissingPage.tsx'
import { readRequester } from '../../../readRequester.ts'
import { readShell, requireShell } from '../../../requireShell.ts'

type Props = { params: Promise<{ key: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const readProvider = cache((key: string, account: string, user: string) => loadProvider({ key, account, user }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ key }, shell] = await Promise.all([params, readShell()])
  const detail = shell?.account ? await readProvider(key, shell.account.id, shell.user.id) : null
  return detail ? { title: detail.name, description: detail.description } : { title: messages().missing.title }
}

/** `?connect` opens the dialog on this same page, so that a link, a refresh and a press show the same thing. */
export default async function ProviderPage({ params, searchParams }: Props) {
  const { key } = await params
  const hasConnect = (await searchParams)['connect'] !== undefined
  const shell = await requireShell(`/marketplace/${key}${hasConnect ? '?connect' : ''}`)
  if (!shell.account) return <NoAccount email={shell.user.email} isPlatformAdmin={shell.isPlatformAdmin} />
  const detail = await readProvider(key, shell.account.id, shell.user.id)
  if (!detail) return <MissingPage />
  const [successor, usage, requester] = await Promise.all([detail.replacedBy ? readProvider(detail.replacedBy, shell.account.id, shell.user.id) : null, loadProviderUsage({ key, account: shell.account.id, user: shell.user.id }), readRequester(shell.account)])
  return <ProviderView successor={successor && { key: successor.key, name: successor.name }} provider={detail} account={shell.account} viewerId={shell.user.id} usage={usage} requester={requester} isConnectOpen={hasConnect} />
}
