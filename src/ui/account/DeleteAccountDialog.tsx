'use client'
import { type FormEvent, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { leaveFor } from '../leaveFor.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { accountCookie } from '../session/accountCookie.ts'
import { writeCookie } from '../shell/writeCookie.ts'
import { useVerb } from '../useVerb.ts'
import { explainProof } from './explainProof.ts'
import { ProofField } from './ProofField.tsx'

/** How much goes with the account. */
export type AccountFacts = { connections: number; members: number; tokens: number }
type Props = { account: { id: string; name: string }; facts: AccountFacts; onClose: () => void }

const text = () => messages().account.dialog
/** Spaces that nobody sees are nobody's to type. */
const normalise = (name: string): string => name.replaceAll(/\s+/g, ' ').trim()

export function DeleteAccountDialog({ account, facts, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const [current, setCurrent] = useState('')
  const { problem, say, isPending, run } = useVerb((error) => explainProof(error) ?? sayFailure(error))
  const isReady = normalise(typed) === normalise(account.name) && current !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    void run(async () => {
      await peopleApi.deleteAccount(account.id, current)
      writeCookie({ name: accountCookie, value: null })
      return leaveFor('/marketplace')
    })
  }
  return (
    <Modal role="alertdialog" title={text().title(account.name)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="font-[550]">{text().text}</p>
        <div className="my-4 rounded-[10px] bg-well px-3.5 py-2.5">
          <p>{text().goes}</p>
          <ul className="mt-0.5 list-disc pl-4.5 marker:text-faint">
            <li>{text().connections(facts.connections)}</li>
            <li>{text().members(facts.members)}</li>
            <li>{text().tokens(facts.tokens)}</li>
          </ul>
          <p className="mt-2 text-sm text-soft">{text().atProvider}</p>
        </div>
        <TextField label={text().type(account.name)} value={typed} autoComplete="off" spellCheck={false} onChange={setTyped} />
        <ProofField value={current} problem={problem} onChange={(value) => { setCurrent(value); say(null) }} />
        <div className="flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="danger" isDisabled={!isReady} isPending={isPending}>{text().confirm}</Button>
        </div>
      </form>
    </Modal>
  )
}
