import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { mailMode } from '#src/server/mailMode.ts'
import { EntryCard } from '#src/ui/entry/EntryCard.tsx'
import { EntryFrame } from '#src/ui/entry/EntryFrame.tsx'
import { ForgotForm } from '#src/ui/entry/ForgotForm.tsx'

export const generateMetadata = (): Metadata => ({ title: messages().entry.forgot.title })

export default function ForgotPasswordPage() {
  const { forgot, backToSignIn } = messages().entry
  const sendsMail = mailMode() !== 'off'
  return (
    <EntryFrame title={forgot.title} lead={sendsMail ? forgot.lead : undefined} below={<a href="/sign-in" className="min-h-6 text-link">{backToSignIn}</a>}>
      {sendsMail ? <ForgotForm /> : <EntryCard><h2 className="text-base font-semibold">{forgot.offTitle}</h2><p className="mt-1 text-soft">{forgot.offText}</p></EntryCard>}
    </EntryFrame>
  )
}
