import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { EntryFrame } from '#src/ui/entry/EntryFrame.tsx'
import { ResetForm } from '#src/ui/entry/ResetForm.tsx'

export const generateMetadata = (): Metadata => ({ title: messages().entry.reset.title, referrer: 'no-referrer' })

export default function ResetPasswordPage() {
  const { reset, backToSignIn, needsScript } = messages().entry
  return (
    <EntryFrame title={reset.title} lead={reset.lead} below={<a href="/sign-in" className="min-h-6 text-link">{backToSignIn}</a>}>
      <noscript><p className="mb-4 text-center text-bad">{needsScript}</p></noscript>
      <ResetForm />
    </EntryFrame>
  )
}
