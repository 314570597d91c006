import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

const flushAfterMs = 2_000

/**
 * Notes when connections were last used, without a write for each call: what was used within two seconds goes to the
 * database in one statement. A time that is lost with the process is not missed.
 */
export function createUseNotes(pool: Pool): { note(connectionId: string, at: Date): void; flush(): Promise<void> } {
  let used = new Map<string, Date>()
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (used.size === 0) return
    const batch = used
    used = new Map()
    // Newest wins: another process may have noted a later use. Not `version`: nobody's edit conflicts with this.
    await runOnPool({
      pool,
      query: sql`update connections c set last_used_at = u.at from unnest(${[...batch.keys()]}::uuid[], ${[...batch.values()].map((at) => at.toISOString())}::timestamptz[]) as u(id, at)
        where c.id = u.id and (c.last_used_at is null or c.last_used_at < u.at)`,
    }).catch(() => undefined)
  }

  return {
    note(connectionId, at) {
      used.set(connectionId, at)
      timer ??= setTimeout(() => void flush(), flushAfterMs).unref()
    },
    flush,
  }
}
