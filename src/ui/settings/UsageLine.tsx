'use client'
import type { UsageDays } from '#src/engine/usage/UsageDays.ts'
import { messages } from '#src/messages/messages.ts'
import { Bars } from '../primitives/Bars.tsx'

type Props = { usage: UsageDays; name: string; onOpen: () => void }

/** The last seven days as bars, and in words; opens what there is to know. */
export function UsageLine({ usage, name, onOpen }: Props) {
  const text = messages().usage
  const week = usage.week.reduce((sum, one) => sum + one, 0)
  return (
    <button type="button" aria-label={`${text.line(week, usage.month)}. ${text.title(name)}`} onClick={onOpen} className="mt-0.5 flex min-h-6 max-w-full cursor-pointer flex-wrap items-center gap-x-2 rounded text-left text-sm text-soft hover:text-text table:flex-nowrap">
      <Bars values={usage.week} width={48} height={16} className="h-4 w-12 shrink-0" />
      <span>{text.line(week, usage.month)}</span>
    </button>
  )
}
