import { createBatchWriter } from './BatchWriter.ts'

/** What waits in memory to be written, one entry a key. */
export type Outbox<Entry> = {
  /** The entry of that key to add to, made when there is none; null when there is no room for another. */
  entry(key: string, make: () => Entry): Entry | null
  /** Writes what is there now; never rejects. What could not be written is kept for the next time. */
  flush(): Promise<void>
}

type Settings<Entry> = {
  /**
   * `sequence` goes up by one with each batch. One that failed is tried again with the same entries and number, so that
   * the writer can tell one that was taken although no answer came.
   */
  write(batch: Entry[], sequence: number): Promise<void>
  /** Entries there was no room for, or one that the database can never take, with its SQLSTATE. */
  onLost(count: number, refused?: { entry: Entry; code: string }): void
  flushEveryMs?: number
  maxEntries?: number
  maxBatch?: number
}

/** Collects entries and writes them in batches, one batch at a time, so that nobody waits for bookkeeping. */
export function createOutbox<Entry>({ write, onLost, flushEveryMs = 1_000, maxEntries = 50_000, maxBatch = 5_000 }: Settings<Entry>): Outbox<Entry> {
  const waiting = new Map<string, Entry>()
  /** Taken from what waits, to be written. As long as it is not empty nothing more is taken: entries of one key come together meanwhile. */
  let due: Entry[] = []
  const writer = createBatchWriter<Entry>({ write, onRefused: (refused) => onLost(1, refused), maxBatch })
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null

  const flushLater = (): void => {
    timer ??= setTimeout(() => void flush(), flushEveryMs).unref()
  }
  const writeDue = (): Promise<void> => writer.writeAll(due, (count) => {
    due = due.slice(count)
  })
  const writeAll = async (): Promise<void> => {
    try {
      await writeDue()
      due = [...waiting.values()]
      waiting.clear()
      await writeDue()
    } catch {
      flushLater()
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    // One that waits for the one under way takes all there is by then: with a silent database there would be one more a second.
    next ??= running = running.then(() => {
      next = null
      return writeAll()
    })
    return next
  }

  return {
    entry: (key, make) => {
      const known = waiting.get(key)
      if (known !== undefined) return known
      if (waiting.size + due.length >= maxEntries) {
        onLost(1)
        return null
      }
      const made = make()
      waiting.set(key, made)
      flushLater()
      return made
    },
    flush,
  }
}
