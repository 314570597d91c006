import type { Pool } from 'pg'
import { flushUses, type Use } from './stores/flushUses.ts'

/**
 * Counts what was used, in memory, and writes it once a second in one statement: a call never waits for bookkeeping.
 * A crash loses at most that second.
 */
export type UseRecorder = {
  used(connection: string): void
  /** A credential handed to the platform's own code in the clear. */
  revealed(reveal: { account: string; provider: string; connection: string | null; label: string | null; visibleTo: string | null }): void
  /** Writes what is there now, e.g. before the process ends. */
  flush(): Promise<void>
}

const flushEveryMs = 1_000
/** More than this is not kept when the database is away. */
const maxEntries = 50_000

export function createUseRecorder({ pool, onError }: { pool: Pool; onError: (error: unknown) => void }): UseRecorder {
  let uses = new Map<string, Use>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const add = (key: string, use: Omit<Use, 'count' | 'lastAt'>): void => {
    const entry = uses.get(key)
    if (entry !== undefined) {
      entry.count += 1
      entry.lastAt = new Date()
    } else if (uses.size < maxEntries) uses.set(key, { ...use, count: 1, lastAt: new Date() })
    timer ??= setTimeout(() => void flush(), flushEveryMs).unref()
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = [...uses.values()]
    uses = new Map()
    if (batch.length > 0) running = running.then(() => flushUses({ pool, uses: batch })).catch(onError)
    return running
  }

  return {
    used: (connection) => add(`call ${connection}`, { kind: 'call', connection, account: null, provider: null, label: null, visibleTo: null }),
    revealed: (reveal) => add(`reveal ${reveal.account} ${reveal.provider} ${reveal.connection ?? ''}`, { kind: 'reveal', ...reveal }),
    flush,
  }
}
