'use client'
import { type FormEvent, useState } from 'react'
import type { MemberView } from '#src/engine/people/MembersData.ts'
import { messages } from '#src/messages/messages.ts'
import { explainProof } from '../account/explainProof.ts'
import { ProofField } from '../account/ProofField.tsx'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { SelectBox } from '../primitives/SelectBox.tsx'
import { useVerb } from '../useVerb.ts'
import type { DialogProps } from './MembersView.tsx'

type Props = DialogProps & { /** Everybody else of the account. */ others: MemberView[] }
const text = () => messages().members.handOverDialog

export function HandOverDialog({ others, onClose, onDone, onFailed }: Props) {
  const [to, setTo] = useState(others[0]?.id ?? '')
  const [current, setCurrent] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const { problem, isPending, run } = useVerb((error) => {
    const proof = explainProof(error)
    setRefused(proof)
    return proof === null ? onFailed(error) : null
  })
  const chosen = others.find((one) => one.id === to)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen === undefined) return
    void run(async () => {
      await peopleApi.handOver(chosen.id, current)
      onDone(text().done(chosen.name || chosen.email))
    })
  }
  return (
    <Modal role="alertdialog" width="s" title={text().title} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mb-4 text-soft">{text().text}</p>
        <SelectBox label={text().to} value={to} options={others.map((one) => ({ value: one.id, label: one.name || one.email }))} onChange={setTo} />
        <div className="mt-4"><ProofField value={current} problem={refused} onChange={(value) => { setCurrent(value); setRefused(null) }} /></div>
        <p role="alert" className=" text-bad empty:hidden">{problem}</p>
        <div className="mt-5 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="danger" isDisabled={current === ''} isPending={isPending}>{text().confirm}</Button>
        </div>
      </form>
    </Modal>
  )
}
