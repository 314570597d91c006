'use client'
import { type FormEvent, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { TextField } from '../primitives/TextField.tsx'
import type { Viewer } from '../settings/Viewer.ts'
import { useVerb } from '../useVerb.ts'
import { LinkDialog } from './LinkDialog.tsx'
import type { DialogProps } from './MembersView.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Props = DialogProps & { viewer: Viewer; sendsMail: boolean }
const text = () => messages().members.inviteDialog

export function InviteDialog({ viewer, sendsMail, onClose, onDone, onFailed }: Props) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState('member')
  const { problem, say, isPending, run } = useVerb((error) => explainInvite(error) ?? onFailed(error))
  const [link, setLink] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const address = email.trim()
    if (address === '') return say(text().empty)
    if (!/^\S+@\S+\.\S+$/.test(address)) return say(text().wrong)
    void run(async () => {
      const sent = await peopleApi.invite({ account: viewer.account.id, email: address, role })
      if (sent.link !== null) return setLink(sent.link)
      onDone(sent.mail === 'sent' ? messages().members.invited.sent(address) : messages().members.invited.failed(address))
    })
  }
  if (link !== null) return <LinkDialog email={email.trim()} url={link} onClose={() => onDone(null)} />
  return (
    <Modal title={text().title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <TextField label={text().email} type="email" value={email} autoComplete="off" autoFocus maxLength={254} problem={problem} hint={sendsMail ? text().hint : text().noMail} onChange={(value) => { setEmail(value); say(null) }} />
        <RoleChoice label={text().role} role={role} mayMakeOwners={viewer.role === 'owner'} onChange={setRole} />
        <div className="mt-5 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>{isPending ? text().sending : text().send}</Button>
        </div>
      </form>
    </Modal>
  )
}

/** What the address is at fault for, in the reader's words; null for everything else. */
function explainInvite(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null
  if (error.code === 'conflict') return `${error.message} ${error.hint ?? ''}`
  if (error.code === 'rate_limited') return text().tooMany
  return error.code === 'validation_failed' ? text().wrong : null
}
