import { describe, expect, it } from 'vitest'
import { createOutbox } from './Outbox.ts'

type Entry = { key: string; count: number }

/** A place to write to that can be shut. */
function makePlace(limits: { maxEntries?: number; maxBatch?: number } = {}) {
  const place = { fault: null as object | null, written: [] as Entry[][], tried: [] as number[], lost: 0 }
  const outbox = createOutbox<Entry>({
    write: async (batch, sequence) => {
      place.tried.push(sequence)
      if (place.fault !== null) throw place.fault
      place.written.push(structuredClone(batch))
    },
    onLost: (count) => {
      place.lost += count
    },
    flushEveryMs: 60_000,
    ...limits,
  })
  const add = (key: string): void => {
    const entry = outbox.entry(key, () => ({ key, count: 0 }))
    if (entry !== null) entry.count += 1
  }
  return { place, add, flush: () => outbox.flush() }
}

const shut = new Error('shut')

describe('createOutbox', () => {
  it('writes one entry a key, once', async () => {
    const { place, add, flush } = makePlace()
    for (const key of ['a', 'b', 'a']) add(key)
    await flush()
    await flush()
    expect(place.written).toEqual([[{ key: 'a', count: 2 }, { key: 'b', count: 1 }]])
  })

  it('by itself, soon after', async () => {
    const written: Entry[][] = []
    const outbox = createOutbox<Entry>({ write: async (batch) => void written.push(batch), onLost: () => undefined, flushEveryMs: 1 })
    outbox.entry('a', () => ({ key: 'a', count: 1 }))
    await expect.poll(() => written).toEqual([[{ key: 'a', count: 1 }]])
  })

  it('tries again with the very batch and its number, and writes what came since after it', async () => {
    const { place, add, flush } = makePlace()
    place.fault = shut
    add('a')
    const failing = flush()
    add('a')
    add('b')
    await failing
    await flush()
    place.fault = null
    await flush()
    add('a')
    await flush()
    expect(place.written).toEqual([[{ key: 'a', count: 2 }, { key: 'b', count: 1 }], [{ key: 'a', count: 1 }]])
    expect(place.tried).toEqual([1, 1, 1, 2])
    expect(place.lost).toBe(0)
  })

  it('counts on while a batch is on its way, and leaves that one as it was sent', async () => {
    const sent: Entry[][] = []
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const outbox = createOutbox<Entry>({ write: (batch) => (sent.push(batch), answered), onLost: () => undefined, flushEveryMs: 60_000 })
    const add = (): void => void ((outbox.entry('a', () => ({ key: 'a', count: 0 })) as Entry).count += 1)
    add()
    const writing = outbox.flush()
    await expect.poll(() => sent).toHaveLength(1)
    add()
    expect(sent).toEqual([[{ key: 'a', count: 1 }]])
    answer()
    await writing
    await outbox.flush()
    expect(sent).toEqual([[{ key: 'a', count: 1 }], [{ key: 'a', count: 1 }]])
  })

  it('tries once more and not once a second more, however long one try is held', async () => {
    const held = Promise.withResolvers<void>()
    let tries = 0
    const outbox = createOutbox<Entry>({ write: async () => ((tries += 1), tries === 1 ? held.promise : Promise.reject(shut)), onLost: () => undefined, flushEveryMs: 60_000 })
    outbox.entry('a', () => ({ key: 'a', count: 1 }))
    const flushes = Array.from({ length: 50 }, () => outbox.flush())
    await expect.poll(() => tries).toBe(1)
    flushes.push(...Array.from({ length: 50 }, () => outbox.flush()))
    held.reject(shut)
    await Promise.all(flushes)
    expect(tries).toBeLessThanOrEqual(2)
  })

  it('writes many in several batches', async () => {
    const { place, add, flush } = makePlace({ maxBatch: 2 })
    for (const key of ['a', 'b', 'c', 'd', 'e']) add(key)
    await flush()
    expect(place.written.map((batch) => batch.map((one) => one.key).join(''))).toEqual(['ab', 'cd', 'e'])
  })

  it('holds no more than it may, and says what is lost', async () => {
    const { place, add, flush } = makePlace({ maxEntries: 2, maxBatch: 1 })
    place.fault = shut
    for (const key of ['a', 'b', 'c']) add(key)
    await flush()
    expect(place.lost).toBe(1)
    add('a')
    expect(place.lost).toBe(2)
    place.fault = null
    await flush()
    add('a')
    await flush()
    expect(place.written.flat()).toEqual([{ key: 'a', count: 1 }, { key: 'b', count: 1 }, { key: 'a', count: 1 }])
    expect(place.lost).toBe(2)
  })

  it('gives up what the database can never take, so that it holds up nothing', async () => {
    const { place, add, flush } = makePlace({ maxBatch: 1 })
    place.fault = Object.assign(new Error('invalid input syntax'), { code: '22P02' })
    add('a')
    await flush()
    place.fault = null
    add('b')
    await flush()
    expect([place.lost, place.written]).toEqual([1, [[{ key: 'b', count: 1 }]]])
  })

  it.each(['23514', '23502'])('is held up by no entry that breaks a rule of its table: %s', async (code) => {
    const written: string[] = []
    const outbox = createOutbox<Entry>({
      write: async (batch) => {
        const keys = batch.map(({ key }) => key).join('')
        if (keys.includes('k1')) throw Object.assign(new Error('refused'), { code })
        written.push(keys)
      },
      onLost: () => undefined,
      flushEveryMs: 60_000,
    })
    for (const key of ['k0', 'k1', 'k2', 'k3']) outbox.entry(key, () => ({ key, count: 1 }))
    await outbox.flush()
    expect(written.join('')).toBe('k0k2k3')
  })

  it('gives up only the one at fault of a batch, names it, and numbers what is written', async () => {
    const keys = Array.from({ length: 37 }, (_, n) => `k${n}`)
    const faulty = new Set(['k5', 'k6', 'k36'])
    const written: { keys: string[]; sequence: number }[] = []
    const lost: unknown[] = []
    let isAway = false
    const outbox = createOutbox<Entry>({
      write: async (batch, sequence) => {
        if (isAway) throw shut
        if (batch.some(({ key }) => faulty.has(key))) throw Object.assign(new Error('out of range'), { code: '22003' })
        written.push({ keys: batch.map(({ key }) => key), sequence })
        // The database goes away in the middle of the search, once.
        isAway = written.length === 2
      },
      onLost: (count, refused) => lost.push([count, refused]),
      flushEveryMs: 60_000,
      maxBatch: 20,
    })
    for (const key of keys) outbox.entry(key, () => ({ key, count: 1 }))
    await outbox.flush()
    expect(written).toHaveLength(2)
    isAway = false
    await outbox.flush()
    expect(written.flatMap((batch) => batch.keys)).toEqual(keys.filter((key) => !faulty.has(key)))
    expect(written.map(({ sequence }) => sequence)).toEqual(written.map((_, index) => index + 1))
    expect(lost).toEqual([...faulty].map((key) => [1, { entry: { key, count: 1 }, code: '22003' }]))
  })

  it('writes apart what the database does not take together', async () => {
    const written: string[] = []
    const outbox = createOutbox<Entry>({
      write: async (batch) => {
        if (batch.filter(({ key }) => key.startsWith('same')).length > 1) throw Object.assign(new Error('cannot affect row a second time'), { code: '21000' })
        written.push(...batch.map(({ key }) => key))
      },
      onLost: (count) => written.push(`${count} lost`),
      flushEveryMs: 60_000,
    })
    const keys = ['same 1', 'a', 'b', 'same 2', 'c']
    for (const key of keys) outbox.entry(key, () => ({ key, count: 1 }))
    await outbox.flush()
    expect(written).toEqual(keys)
  })
})
