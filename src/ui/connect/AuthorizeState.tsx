'use client'
import type { ReactNode } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { Spinner } from '../primitives/Spinner.tsx'
import type { Phase } from './ConnectFormState.ts'

type Props = { phase: Phase; providerName: string; onHere: () => void; onShow: () => void }

/** Where the way to the provider and back stands, while the dialog waits for it or it did not begin. */
export function AuthorizeState({ phase, providerName, onHere, onShow }: Props) {
  const text = messages().authorize
  if (phase.name === 'blocked') {
    return (
      <Box icon={<Icon name="alert" className="mt-0.5 text-bad" />} title={text.blocked} text={text.blockedText}>
        <Button size="s" onPress={onHere}>{text.here}</Button>
      </Box>
    )
  }
  if (phase.name !== 'away') return null
  if (phase.isClosed) return <Box icon={<Icon name="alert" className="mt-0.5 text-bad" />} title={text.closed(providerName)} text={text.closedText} />
  return (
    <Box icon={<Spinner />} title={text.waiting(providerName)} text={text.waitingText}>
      <Button size="s" onPress={onShow}>{text.show}</Button>
    </Box>
  )
}

const Box = ({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children?: ReactNode }) => (
  <div role="status" className="rise mb-4 flex gap-2.5 rounded-[10px] bg-well px-3.5 py-3">
    {icon}
    <div className="min-w-0 flex-1 break-words">
      <p className="font-semibold">{title}</p>
      <p className="mt-0.5 text-soft">{text}</p>
      {children && <div className="mt-2.5">{children}</div>}
    </div>
  </div>
)
