import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { loadOwnTokens } from '#src/server/loadOwnTokens.ts'
import { PageHead } from '#src/ui/shell/PageHead.tsx'
import { YouView } from '#src/ui/account/YouView.tsx'
import { requireShell } from '../../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: `${messages().account.you.title} · ${messages().shell.settings}` })

/** Also for somebody who is in no account. */
export default async function YouHome() {
  const { user } = await requireShell('/settings/you')
  return (
    <>
      <PageHead title={messages().account.you.title} lead={messages().account.you.lead} />
      <YouView user={user} tokens={await loadOwnTokens({ user: user.id })} />
    </>
  )
}
