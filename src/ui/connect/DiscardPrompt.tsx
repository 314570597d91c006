'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'

/** In place of the buttons, not a dialog over a dialog: what was typed stays in sight while deciding. */
export function DiscardPrompt({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  return (
    <div role="alertdialog" aria-label={messages().connect.discardTitle} className="fade flex flex-wrap items-center justify-end gap-2.5">
      <p className="mr-auto font-[550]">{messages().connect.discardTitle}</p>
      <Button onPress={onKeep} autoFocus>{messages().connect.keepEditing}</Button>
      <Button variant="danger" onPress={onDiscard}>{messages().connect.discard}</Button>
    </div>
  )
}
