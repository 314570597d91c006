'use client'
import { useId } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'

type Props = { accountName: string; /** Going on leads to the provider's page, and saves nothing yet. */ asksPerson: boolean; onGoOn: () => void; onCancel: () => void }

/** The account was switched in another tab: whose key it becomes is said before anything is sent. */
export function SwitchedAccount({ accountName, asksPerson, onGoOn, onCancel }: Props) {
  const { connect, session, common } = messages()
  const text = asksPerson ? session.switched : connect.switched
  const id = useId()
  return (
    <div role="alertdialog" aria-labelledby={id} className="rise rounded-[10px] border border-line-strong bg-well px-3.5 py-3">
      <p id={id} className="font-semibold">{session.switched.title}</p>
      <p className="mt-0.5 break-words text-soft">{text.text(accountName)}</p>
      <div className="mt-3 flex flex-wrap justify-end gap-2.5">
        <Button onPress={onCancel} autoFocus>{common.cancel}</Button>
        <Button variant="primary" onPress={onGoOn}>{text.goOn(accountName)}</Button>
      </div>
    </div>
  )
}
