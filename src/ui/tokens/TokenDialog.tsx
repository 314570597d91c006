'use client'
import { type FormEvent, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { ChoiceList } from '../primitives/ChoiceList.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { TextField } from '../primitives/TextField.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'
import { MadeToken } from './MadeToken.tsx'

type Props = { account: { id: string; name: string }; onClose: () => void; /** The list behind has one more. */ onMade: () => void; onDone: () => void }
type Problem = { field: 'name' | 'scopes' | 'all'; text: string }

const text = () => messages().tokens.dialog
const scopes = ['read', 'use', 'connect', 'manage']
const lifetimes = [30, 90, 365, 0]

export function TokenDialog({ account, onClose, onMade, onDone }: Props) {
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>(['read', 'use'])
  const [days, setDays] = useState('90')
  const { problem, say, isPending, run } = useVerb(explainMaking)
  const [token, setToken] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return say({ field: 'name', text: text().noName })
    if (chosen.length === 0) return say({ field: 'scopes', text: text().noScope })
    void run(async () => {
      const expiresAt = days === '0' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString()
      setToken((await peopleApi.makeToken({ name: name.trim(), account: account.id, scopes: chosen, expiresAt })).token)
      onMade()
    })
  }
  if (token !== null) return <MadeToken token={token} account={account.id} onDone={onDone} />
  const said = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null)
  return (
    <Modal title={text().title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <TextField label={text().name} value={name} maxLength={120} autoComplete="off" autoFocus hint={text().nameHint} problem={said('name')} onChange={(value) => { setName(value); say(null) }} />
        <ChoiceList label={text().scopes} isMultiple choices={scopes.map((value) => ({ value, label: messages().tokens.scopes[value]?.word ?? value, detail: messages().tokens.scopes[value]?.means }))} chosen={chosen} onChange={(next) => { setChosen(next); say(null) }} />
        <p role="alert" className="-mt-2 mb-3 text-sm text-bad empty:hidden">{said('scopes')}</p>
        <p aria-hidden="true" className="mb-1.5 font-[550]">{text().expires}</p>
        <Segments label={text().expires} value={days} options={lifetimes.map((value) => ({ value: String(value), label: text().lifetimes[value] ?? String(value) }))} onChange={setDays} />
        <p role="alert" className="mt-3 text-bad empty:hidden">{said('all')}</p>
        <div className="mt-5 flex justify-end gap-2.5">
          <Button onPress={onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>{isPending ? text().making : text().make}</Button>
        </div>
      </form>
    </Modal>
  )
}

const explainMaking = (error: unknown): Problem =>
  error instanceof ApiError && error.code === 'secret_in_plain_field' ? { field: 'name', text: text().secretName } : { field: 'all', text: sayFailure(error) }
