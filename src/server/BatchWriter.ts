/** Writes lists of entries in batches, each with the next number. */
export type BatchWriter<Entry> = {
  /** Rejects with what `write` rejected with; what is left is then given again, and comes with the same number and in the same batches. */
  writeAll(due: readonly Entry[], onDone: (count: number) => void): Promise<void>
}

type Settings<Entry> = {
  write(batch: Entry[], sequence: number): Promise<void>
  /** One that the database can never take, with its SQLSTATE. */
  onRefused(refused: { entry: Entry; code: string }): void
  maxBatch: number
}

/** `onDone` of `writeAll` is told how many of the first are done with. */
export function createBatchWriter<Entry>({ write, onRefused, maxBatch }: Settings<Entry>): BatchWriter<Entry> {
  let sequence = 1
  /** Smaller while one that can never be written is looked for. */
  let size = maxBatch
  const writeOne = async (batch: Entry[]): Promise<number> => {
    try {
      await write(batch, sequence)
    } catch (error) {
      const code = hopelessCode(error)
      if (code === null) throw error
      // Nothing of it was written. The others are not to be lost with the one at fault.
      if (batch.length === 1) onRefused({ entry: batch[0]!, code })
      else size = Math.ceil(batch.length / 2)
      return batch.length === 1 ? 1 : 0
    }
    sequence += 1
    size = Math.min(maxBatch, size * 2)
    return batch.length
  }
  return {
    writeAll: async (due, onDone) => {
      let done = 0
      while (done < due.length) {
        const count = await writeOne(due.slice(done, done + size))
        done += count
        onDone(count)
      }
    },
  }
}

/**
 * SQLSTATE class 22, a value that the database will take no better the next time; 21000, two of a batch that are the same row
 * to it, which are written apart; 23502 and 23514, a row that breaks a rule of its table. It would hold up all that follow.
 */
const hopelessCode = (error: unknown): string | null => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && /^(?:22[0-9A-Z]{3}|21000|23502|23514)$/.test(error.code) ? error.code : null)
