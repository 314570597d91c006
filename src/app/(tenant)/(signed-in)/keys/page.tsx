import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { KeysView } from '#src/ui/catalogue/KeysView.tsx'
import { requireShell } from '../../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: messages().keys.title })

/** What the line "No one, including us, can read it back here" rests on. */
export default async function KeysPage() {
  await requireShell('/keys')
  return <KeysView />
}
