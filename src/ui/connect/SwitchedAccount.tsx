'use client'
import { useId } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'

/** The account was switched in another tab: whose key it becomes is said before anything is sent. */
export function SwitchedAccount({ accountName, onGoOn, onCancel }: { accountName: string; onGoOn: () => void; onCancel: () => void }) {
  const { connect, session, common } = messages()
  const id = useId()
  return (
    <div role="alertdialog" aria-labelledby={id} className="rise rounded-[10px] border border-line-strong bg-well px-3.5 py-3">
      <p id={id} className="font-semibold">{session.switched.title}</p>
      <p className="mt-0.5 break-words text-soft">{connect.switched.text(accountName)}</p>
      <div className="mt-3 flex flex-wrap justify-end gap-2.5">
        <Button onPress={onCancel} autoFocus>{common.cancel}</Button>
        <Button variant="primary" onPress={onGoOn}>{connect.switched.goOn(accountName)}</Button>
      </div>
    </div>
  )
}
