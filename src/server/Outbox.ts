/** What waits in memory to be written, one entry a key. */
export type Outbox<Entry> = {
  add(key: string, entry: Entry): void
  /** Writes what is there now; never rejects. What could not be written is kept for the next time. */
  flush(): Promise<void>
}

type Settings<Entry> = {
  write(batch: Entry[]): Promise<void>
  /** Two entries of one key as one. */
  join(earlier: Entry, later: Entry): Entry
  /** Entries there was no room for. */
  onLost(count: number): void
  flushEveryMs?: number
  maxEntries?: number
}

/** Collects entries and writes them in batches, one batch at a time, so that nobody waits for bookkeeping. */
export function createOutbox<Entry>({ write, join, onLost, flushEveryMs = 1_000, maxEntries = 50_000 }: Settings<Entry>): Outbox<Entry> {
  let waiting = new Map<string, Entry>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const flushLater = (): void => {
    timer ??= setTimeout(() => void flush(), flushEveryMs).unref()
  }
  const writeAll = async (): Promise<void> => {
    if (waiting.size === 0) return
    const batch = waiting
    waiting = new Map()
    try {
      await write([...batch.values()])
    } catch {
      let lost = 0
      for (const [key, later] of waiting) {
        const earlier = batch.get(key)
        if (earlier !== undefined) batch.set(key, join(earlier, later))
        else if (batch.size < maxEntries) batch.set(key, later)
        else lost += 1
      }
      waiting = batch
      if (lost > 0) onLost(lost)
      flushLater()
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running = running.then(writeAll)
    return running
  }

  return {
    add: (key, entry) => {
      const earlier = waiting.get(key)
      if (earlier === undefined && waiting.size >= maxEntries) return onLost(1)
      waiting.set(key, earlier === undefined ? entry : join(earlier, entry))
      flushLater()
    },
    flush,
  }
}
