'use client'
import { useId, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { type InstallationQuestion, patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { ChoiceList } from '../primitives/ChoiceList.tsx'

type Props = { question: InstallationQuestion; onChosen: (connection: string) => void; /** Nothing was chosen: all is as it was. */ onKept: () => void }

/** A provider's app is installed in several places: which of them the connection is to use. */
export function InstallationChoice({ question, onChosen, onKept }: Props) {
  const text = messages().authorize.installation
  const id = useId()
  const [chosen, setChosen] = useState<string | null>(null)
  const [busy, setBusy] = useState<'choose' | 'keep' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const word = question.installations.find((one) => one.id === chosen)?.label
  const answer = async (work: () => Promise<() => void>, kind: 'choose' | 'keep') => {
    setBusy(kind)
    setProblem(null)
    try {
      const goOn = await work()
      goOn()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.code === 'not_found' ? messages().authorize.other.gone : error.message)
      setBusy(null)
    }
  }
  const choose = async (installation: string) => {
    const { connection } = await patchbayApi.chooseInstallation(question.attempt, installation)
    return () => onChosen(connection.id)
  }
  const keep = async () => {
    await patchbayApi.dropHeldGrant(question.attempt)
    return onKept
  }
  return (
    <div role="alertdialog" aria-labelledby={id} aria-describedby={`${id}-text`} className="rise rounded-[10px] border border-line-strong bg-well px-3.5 py-3">
      <p id={id} className="font-semibold">{text.title}</p>
      <p id={`${id}-text`} className="mt-0.5 mb-3 break-words text-soft">{question.connection === null ? text.fresh(question.displayName) : text.text(question.displayName)}{question.was !== null && ` ${text.was(question.was)}`}</p>
      <div className="max-h-72 overflow-y-auto">
        <ChoiceList label={text.places} choices={question.installations.map(({ id: value, label }) => ({ value, label }))} chosen={chosen === null ? [] : [chosen]} onChange={([next]) => setChosen(next ?? null)} />
      </div>
      {problem && <p role="alert" className="mb-2 text-bad">{problem}</p>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onPress={() => void answer(keep, 'keep')} isPending={busy === 'keep'} isDisabled={busy === 'choose'}>{messages().common.cancel}</Button>
        <Button variant="primary" onPress={() => { if (chosen !== null) void answer(() => choose(chosen), 'choose') }} isPending={busy === 'choose'} isDisabled={chosen === null || busy === 'keep'} className="max-w-full"><span className="truncate">{word === undefined ? text.useNone : messages().authorize.other.use(word)}</span></Button>
      </div>
    </div>
  )
}
