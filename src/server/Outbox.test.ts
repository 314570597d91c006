import { describe, expect, it } from 'vitest'
import { createOutbox } from './Outbox.ts'

type Entry = { key: string; count: number }

/** A place to write to that can be shut. */
function makePlace(maxEntries?: number) {
  const place = { isOpen: true, written: [] as Entry[][], lost: 0 }
  const outbox = createOutbox<Entry>({
    write: async (batch) => {
      if (!place.isOpen) throw new Error('shut')
      place.written.push(batch)
    },
    join: (earlier, later) => ({ ...later, count: earlier.count + later.count }),
    onLost: (count) => {
      place.lost += count
    },
    flushEveryMs: 1,
    ...(maxEntries === undefined ? {} : { maxEntries }),
  })
  return { place, add: (key: string) => outbox.add(key, { key, count: 1 }), flush: () => outbox.flush() }
}

describe('createOutbox', () => {
  it('writes one entry a key, once', async () => {
    const { place, add, flush } = makePlace()
    for (const key of ['a', 'b', 'a']) add(key)
    await flush()
    await flush()
    expect(place.written).toEqual([[{ key: 'a', count: 2 }, { key: 'b', count: 1 }]])
  })

  it('keeps what could not be written and adds what came since', async () => {
    const { place, add, flush } = makePlace()
    place.isOpen = false
    add('a')
    const failing = flush()
    add('a')
    add('b')
    await failing
    await flush()
    place.isOpen = true
    await flush()
    expect(place.written).toEqual([[{ key: 'a', count: 2 }, { key: 'b', count: 1 }]])
    expect(place.lost).toBe(0)
  })

  it('holds no more than it may, and says what is lost', async () => {
    const { place, add, flush } = makePlace(2)
    place.isOpen = false
    for (const key of ['a', 'b', 'c']) add(key)
    await flush()
    add('d')
    add('a')
    place.isOpen = true
    await flush()
    expect(place.written).toEqual([[{ key: 'a', count: 2 }, { key: 'b', count: 1 }]])
    expect(place.lost).toBe(2)
  })
})
