'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { sayFailure } from '../sayFailure.ts'
import { useVerb } from '../useVerb.ts'

type Props = { connection: ConnectionView; onDone: (name: string | null) => void; onStale: () => void }

/** Renames in the row itself. What was typed stays when somebody else was quicker: the next save is based on theirs. */
export function RenameField({ connection, onDone, onStale }: Props) {
  const text = messages().settings.rename
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(connection.displayName)
  const [isStale, setIsStale] = useState(false)
  const { problem, say, isPending, run } = useVerb((error) => {
    if (!(error instanceof ApiError && error.code === 'version_conflict')) return sayFailure(error)
    setIsStale(true)
    onStale()
    return null
  })
  useEffect(() => {
    input.current?.focus()
    // The menu this came from gives the focus back to its button in the frame after it has closed.
    const handle = requestAnimationFrame(() => requestAnimationFrame(() => input.current?.focus()))
    return () => cancelAnimationFrame(handle)
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const displayName = name.trim()
    if (isPending) return
    setIsStale(false)
    if (displayName === '') return say(text.empty)
    if (displayName === connection.displayName) return onDone(null)
    void run(async () => {
      await patchbayApi.saveConnection({ workspaceId: connection.account, provider: connection.provider, connectionId: connection.id, version: connection.version, displayName })
      onDone(displayName)
    })
  }
  const said = isStale ? messages().connections.renameStale(connection.displayName) : problem
  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-center gap-1.5 py-0.5">
      <input
        ref={input} value={name} maxLength={80} dir="auto" autoComplete="off" spellCheck={false} aria-label={messages().connections.rename.label(connection.displayName)} aria-invalid={said !== null} aria-describedby={`rename-${connection.id}`}
        onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onDone(null) } }}
        onFocus={(event) => event.currentTarget.select()} onChange={(event) => { setName(event.target.value); say(null) }} className={`field-frame h-8 min-w-0 flex-1 basis-40 px-2.5 font-normal outline-none ${said ? 'border-bad!' : ''}`}
      />
      <Button type="submit" size="s" variant="primary" isPending={isPending}>{text.save}</Button>
      <Button size="s" onPress={() => onDone(null)}>{messages().common.cancel}</Button>
      <span id={`rename-${connection.id}`} role="alert" className="w-full text-sm font-normal text-bad empty:hidden">{said}</span>
    </form>
  )
}
