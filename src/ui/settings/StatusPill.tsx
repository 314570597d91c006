import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { Pill, type Tone } from '../primitives/Pill.tsx'

const tones: Record<ConnectionStatus, Tone> = { active: 'ok', error: 'bad', expired: 'bad', pending: 'idle', disconnected: 'idle', inactive: 'idle', revoked: 'idle' }

export function StatusPill({ status, isBlocked = false, isTesting = false }: { status: ConnectionStatus; isBlocked?: boolean; isTesting?: boolean }) {
  if (isTesting) return <Pill tone="busy">{messages().settings.testing}</Pill>
  if (isBlocked) return <Pill tone="bad">{messages().settings.blocked}</Pill>
  return <Pill tone={tones[status]}>{messages().status[status].word}</Pill>
}
