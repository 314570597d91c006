'use client'
import { type FormEvent, useEffect, useEffectEvent, useState } from 'react'
import type { MemberView } from '#src/engine/people/MembersData.ts'
import { messages } from '#src/messages/messages.ts'
import { leaveFor } from '../leaveFor.ts'
import { type MemberImpact, peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { SelectBox } from '../primitives/SelectBox.tsx'
import { useInSession } from '../session/useInSession.ts'
import { useVerb } from '../useVerb.ts'
import { MemberImpactList } from './MemberImpactList.tsx'
import type { DialogProps } from './MembersView.tsx'

type Props = DialogProps & { member: MemberView; isSelf: boolean }
type Known = { impact: MemberImpact | null; hasFailed: boolean }
const text = () => messages().members.removeDialog

/** First what goes with them and to whom the rest passes, then the button. Without knowing that, nobody is removed. */
export function RemoveMemberDialog({ member, isSelf, onClose, onDone, onFailed }: Props) {
  const name = member.name || member.email
  const [{ impact, hasFailed }, setKnown] = useState<Known>({ impact: null, hasFailed: false })
  const [heir, setHeir] = useState<string | null>(null)
  const { problem, isPending, run } = useVerb(onFailed)
  const noteFailure = useEffectEvent((error: unknown) => {
    if (onFailed(error) !== null) setKnown({ impact: null, hasFailed: true })
  })
  const inSession = useInSession()
  useEffect(() => {
    const controller = new AbortController()
    inSession(() => peopleApi.readMemberImpact(member.id, controller.signal))
      .then((found) => setKnown({ impact: found, hasFailed: false }))
      .catch((error: unknown) => { if (!controller.signal.aborted) noteFailure(error) })
    return () => controller.abort()
  }, [member.id, inSession])
  const passes = impact !== null && impact.sharedConnections.length > 0
  const chosen = passes ? (heir ?? impact.heirs[0]?.id ?? null) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (impact === null) return
    void run(async () => {
      await peopleApi.removeMember(member.id, chosen)
      // The account they have left is not theirs to look at any more.
      if (isSelf) return leaveFor('/marketplace')
      onDone(text().removed(name))
    })
  }
  return (
    <Modal role="alertdialog" title={isSelf ? text().leaveTitle : text().title(name)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="text-soft">{isSelf ? text().leaveText : text().text}</p>
        <MemberImpactList impact={impact} hasFailed={hasFailed} heir={impact?.heirs.find((one) => one.id === chosen)?.name ?? ''} />
        {passes && impact.heirs.length > 1 && <div className="mb-4"><SelectBox label={text().heir} value={chosen ?? ''} options={impact.heirs.map((one) => ({ value: one.id, label: one.name }))} onChange={setHeir} /></div>}
        <p role="alert" className="mb-3 text-bad empty:hidden">{problem}</p>
        <div className="flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="danger" isDisabled={impact === null} isPending={isPending}>{isSelf ? text().leave : text().confirm}</Button>
        </div>
      </form>
    </Modal>
  )
}
