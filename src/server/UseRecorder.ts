import type { Pool } from 'pg'
import { byServer, type CallerMark } from '#src/engine/call/CallerMark.ts'
import { createOutbox } from './Outbox.ts'
import { type CallUse, flushCalls } from './stores/flushCalls.ts'
import { flushReveals, type Reveal } from './stores/flushReveals.ts'

/**
 * Counts what was used, in memory, and writes it once a second: a call never waits for bookkeeping. Calls and reveals
 * are written apart, so that neither is lost with the other; while the database is away they are kept. A crash loses at
 * most what waits.
 */
export type UseRecorder = {
  used(connection: string, by: CallerMark): void
  /** A credential handed to the platform's own code in the clear. */
  revealed(reveal: Omit<Reveal, 'lastAt'>): void
  /** Writes what is there now, e.g. before the process ends. */
  flush(): Promise<void>
}

export function createUseRecorder({ pool, onLost }: { pool: Pool; onLost: (count: number) => void }): UseRecorder {
  const calls = createOutbox<CallUse>({
    write: (batch) => flushCalls({ pool, calls: batch }),
    join: (earlier, later) => ({ ...later, count: earlier.count + later.count }),
    onLost,
  })
  const reveals = createOutbox<Reveal>({ write: (batch) => flushReveals({ pool, reveals: batch }), join: (_earlier, later) => later, onLost })
  const used = (connection: string, by: CallerMark): void => calls.add(connection, { connection, count: 1, lastAt: new Date(), by })

  return {
    used,
    revealed: (reveal) => {
      reveals.add(`${reveal.account} ${reveal.provider} ${reveal.connection ?? ''}`, { ...reveal, lastAt: new Date() })
      if (reveal.connection !== null) used(reveal.connection, byServer)
    },
    flush: async () => {
      await Promise.all([calls.flush(), reveals.flush()])
    },
  }
}
