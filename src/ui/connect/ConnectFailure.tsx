'use client'
import { useEffect, useRef } from 'react'
import { messages } from '#src/messages/messages.ts'
import type { ApiError } from '../ApiError.ts'
import { Icon } from '../primitives/Icon.tsx'

type Props = { error: ApiError; said: { message: string; hint: string | null }; /** What became of what there was before. */ rest: string; providerName: string }

/** What happened, what to do, and folded away the service's own words. Takes the focus once, so that it is read. */
export function ConnectFailure({ error, said, rest, providerName }: Props) {
  const text = messages().connect
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [error])
  const [first] = error.problems
  const rows = [
    { label: text.theirWords(providerName), value: first?.note ?? null },
    { label: text.code, value: error.code },
    { label: text.requestId, value: first?.requestId ?? null },
  ].filter((row) => row.value !== null)
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rise mb-3.5 rounded-[10px] bg-bad-well px-3.5 py-3 text-bad">
      <div className="flex gap-2.5">
        <Icon name="alert" className="mt-0.5" />
        <div className="min-w-0 flex-1 break-words">
          <p className="font-semibold">{said.message}</p>
          {said.hint && <p className="mt-0.5">{said.hint}</p>}
          <p className="mt-0.5">{rest}</p>
          {rows.length > 0 && (
            <details className="mt-1.5 text-sm">
              <summary className="inline-flex min-h-6 items-center text-link">{text.details}</summary>
              <dl className="mt-1 grid gap-x-3 gap-y-0.5 sm:grid-cols-[auto_minmax(0,1fr)]">
                {rows.map((row) => [<dt key={`${row.label}-t`}>{row.label}</dt>, <dd key={row.label} className="font-mono break-words">{row.value}</dd>])}
              </dl>
            </details>
          )}
        </div>
      </div>
    </div>
  )
}
