import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { InvitationView } from '#src/ui/entry/InvitationView.tsx'
import { Viewing } from '#src/ui/session/Viewing.tsx'
import { readShell } from '../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: messages().entry.invitation.title, referrer: 'no-referrer' })

/** Who is signed in is known here; what the link leads to, only in the browser: it keeps the fragment to itself. */
export default async function InvitationPage() {
  const shell = await readShell()
  return (
    <>
      <noscript><p className="p-4 text-center text-bad">{messages().entry.needsScript}</p></noscript>
      <Viewing user={shell?.user ?? null} account={null}><InvitationView user={shell?.user ?? null} /></Viewing>
    </>
  )
}
