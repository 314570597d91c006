'use client'
import { type FormEvent, useState } from 'react'
import type { MemberView } from '#src/engine/people/MembersData.ts'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import type { Viewer } from '../settings/Viewer.ts'
import { useVerb } from '../useVerb.ts'
import type { DialogProps } from './MembersView.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Props = DialogProps & { member: MemberView; viewer: Viewer }
const text = () => messages().members.roleDialog
const manages = (role: string): boolean => role === 'owner' || role === 'admin'

export function RoleDialog({ member, viewer, onClose, onDone, onFailed }: Props) {
  const name = member.name || member.email
  const [role, setRole] = useState(member.role)
  const { problem, isPending, run } = useVerb(onFailed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (role === member.role) return onClose()
    void run(async () => {
      await peopleApi.changeRole(member.id, role)
      onDone(text().saved(name, messages().shell.roles[role] ?? role))
    })
  }
  return (
    <Modal title={text().title(name)} onClose={onClose}>
      <form onSubmit={submit}>
        <RoleChoice label={messages().members.columns.role} role={role} mayMakeOwners={viewer.role === 'owner'} onChange={setRole} />
        <p aria-live="polite" className="min-h-5 text-sm text-soft">{manages(member.role) && !manages(role) ? text().losesTokens : viewer.role === 'owner' ? '' : text().ownersOnly}</p>
        <p role="alert" className="text-bad empty:hidden">{problem}</p>
        <div className="mt-4 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>{text().save}</Button>
        </div>
      </form>
    </Modal>
  )
}
