'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { InvitationView } from '#src/engine/people/stateOfInvitation.ts'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import type { Viewer } from '../settings/Viewer.ts'
import { useVerb } from '../useVerb.ts'

const LinkDialog = dynamic(() => import('./LinkDialog.tsx').then((module) => module.LinkDialog), { ssr: false })

type Props = { invitations: InvitationView[]; viewer: Viewer; onChanged: () => void; onFailed: (error: unknown) => void }
const text = () => messages().members.pending

/** Who was invited and has not come yet. An owner's invitation is in owners' hands alone. */
export function PendingInvitations({ invitations, viewer, onChanged, onFailed }: Props) {
  const notify = useNotify()
  const { isPending, run } = useVerb((error) => { onFailed(error); return null })
  const [chosen, setChosen] = useState<string | null>(null)
  const busy = isPending ? chosen : null
  const [link, setLink] = useState<{ email: string; url: string } | null>(null)
  const act = (id: string, work: () => Promise<void>) => {
    if (isPending) return
    setChosen(id)
    void run(async () => {
      await work()
      onChanged()
    })
  }
  const resend = ({ id, email }: InvitationView) => act(id, async () => {
    const { mail, link: url } = await peopleApi.resend(id)
    if (url !== null) setLink({ email, url })
    else notify(mail === 'sent' ? { tone: 'ok', text: messages().members.invited.sent(email) } : { tone: 'bad', text: messages().members.invited.failed(email) })
  })
  const withdraw = ({ id, email }: InvitationView) => act(id, async () => {
    await peopleApi.withdraw(id)
    notify({ tone: 'ok', text: text().withdrawn(email) })
  })
  return (
    <section aria-labelledby="pending" className="mt-8">
      <h2 id="pending" className="mb-2.5 text-base font-semibold">{text().title}</h2>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {invitations.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
            <span className="min-w-0">
              <span className="block font-semibold break-all">{one.email}</span>
              <span className="block text-sm text-faint">
                {messages().shell.roles[one.role] ?? one.role}{one.invitedBy && ` · ${text().by(one.invitedBy)}`} · {one.state === 'expired' ? text().ended : text().ends} <TimeAgo iso={one.expiresAt} />
              </span>
            </span>
            {(one.role !== 'owner' || viewer.role === 'owner') && (
              <span className="flex gap-2">
                <Button size="s" isPending={busy === one.id} aria-label={text().resendTo(one.email)} onPress={() => resend(one)}>{text().resend}</Button>
                <Button size="s" variant="quiet" isDisabled={busy === one.id} aria-label={text().withdrawOf(one.email)} onPress={() => withdraw(one)}>{text().withdraw}</Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {link && <LinkDialog email={link.email} url={link.url} onClose={() => setLink(null)} />}
    </section>
  )
}
