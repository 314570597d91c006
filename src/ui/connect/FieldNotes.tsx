'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import type { FieldNote } from './ConnectFormState.ts'

type Props = { id: string; note: FieldNote; onKeepAsPasted: (text: string) => void; onSwitch: (other: { key: string; name: string }) => void }

/** What was done to a field's value and what is odd about it; read out when it changes, and never in the way. */
export function FieldNotes({ id, note, onKeepAsPasted, onSwitch }: Props) {
  const text = messages().connect
  const { problem, removed, pasted, said, other, warning } = note
  const back = pasted !== null && <> <Button variant="link" size="bare" className="text-sm!" onPress={() => onKeepAsPasted(pasted)}>{text.keepAsPasted}</Button></>
  return (
    <div id={id} aria-live="polite">
      {problem && <Line tone="bad">{problem}</Line>}
      {said && <Line tone="ok">{said}{back}</Line>}
      {!said && removed.length > 0 && <Line tone="ok">{text.cleaned(removed)}{back}</Line>}
      {other
        ? <Line tone="warn">{text.otherProvider(other.name)} <Link href={`/marketplace/${other.key}?connect`} onClick={() => onSwitch(other)} className="text-link font-[550] text-text">{text.connectOther(other.name)}</Link></Line>
        : warning && !problem && <Line tone="warn">{warning}</Line>}
    </div>
  )
}

const lineTone = { bad: { icon: 'alert', color: 'text-bad' }, ok: { icon: 'check', color: 'text-ok' }, warn: { icon: 'alert', color: 'text-accent' } } as const

function Line({ tone, children }: { tone: keyof typeof lineTone; children: ReactNode }) {
  const { icon, color } = lineTone[tone]
  return (
    <p className={`fade mt-1.5 flex gap-1.5 text-sm ${tone === 'bad' ? 'text-bad' : 'text-soft'}`}>
      <Icon name={icon} size={14} className={`mt-[3px] ${color}`} />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  )
}
