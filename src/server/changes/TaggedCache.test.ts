import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTaggedCache } from './TaggedCache.ts'

function makeCache(options: { ttlMs?: number; maxEntries?: number; maxBytes?: number; random?: () => number } = {}) {
  let nowMs = 0
  const cache = createTaggedCache<string>({ random: () => 0, ...options, now: () => nowMs })
  const keep = (key: string, { tags = [key], value = key, bytes = 1, flight = cache.begin() } = {}) => cache.put({ flight, key, tags, value, bytes })
  return { cache, keep, pass: (ms: number) => (nowMs += ms), has: (key: string) => cache.get(key) !== null }
}

describe('what is kept', () => {
  it('is forgotten by any of its tags, and leaves the others alone', () => {
    const { cache, keep, has } = makeCache()
    keep('one', { tags: ['account a', 'provider x'] })
    keep('two', { tags: ['account a', 'provider y'] })
    keep('three', { tags: ['account b', 'provider x'] })
    cache.evict('provider x')
    expect(['one', 'two', 'three'].map(has)).toEqual([false, true, false])
    cache.evict('account a')
    expect([has('two'), cache.size, cache.bytes]).toEqual([false, 0, 0])
  })

  it('ends after its time, counted from when the question was sent', () => {
    const { cache, keep, pass, has } = makeCache({ ttlMs: 30 })
    const flight = cache.begin()
    pass(20)
    keep('one', { flight })
    pass(9)
    expect(cache.get('one')).toMatchObject({ value: 'one', sentAt: 0 })
    pass(1)
    expect([has('one'), cache.size]).toEqual([false, 0])
  })

  it('ends at different times, the earliest after five sixths of its time; what was read together ends together', () => {
    const { cache, keep, pass, has } = makeCache({ ttlMs: 30 })
    const parts = [0, 0.5, 0.99]
    const spread = makeCache({ ttlMs: 30, random: () => parts.shift() ?? 0 })
    for (const key of ['late', 'middle', 'early']) spread.keep(key)
    const left = (ms: number): string[] => (spread.pass(ms), ['late', 'middle', 'early'].filter(spread.has))
    expect([left(25), left(1), left(2), left(2)]).toEqual([['late', 'middle', 'early'], ['late', 'middle'], ['late'], []])
    const flight = cache.begin()
    keep('one', { flight })
    pass(5)
    keep('two', { flight })
    pass(24)
    expect(['one', 'two'].map(has)).toEqual([true, true])
    pass(1)
    expect(['one', 'two'].map(has)).toEqual([false, false])
  })

  it('stays within its number and its bytes, and gives up first what nobody asks for', () => {
    const { cache, keep, has } = makeCache({ maxEntries: 3, maxBytes: 1_600 })
    for (const key of ['one', 'two', 'three']) keep(key)
    expect(has('one')).toBe(true)
    keep('four')
    expect(['one', 'two', 'three', 'four'].map(has)).toEqual([true, false, true, true])
    keep('huge', { bytes: 101 })
    expect(has('huge')).toBe(false)
    for (let n = 0; n < 50; n += 1) keep(`large ${n}`, { bytes: 100 })
    expect([cache.size, cache.bytes]).toEqual([3, 300])
  })
})

describe('an answer that was under way', () => {
  it('is not kept when something it depends on changed meanwhile, or everything was forgotten', () => {
    const { cache, keep, has } = makeCache()
    const [first, second] = [cache.begin(), cache.begin()]
    cache.evict('account a')
    keep('one', { tags: ['account a'], flight: first })
    keep('two', { tags: ['account b'], flight: second })
    keep('three', { tags: ['account a'] })
    expect(['one', 'two', 'three'].map(has)).toEqual([false, true, true])
    const third = cache.begin()
    cache.clear()
    keep('four', { flight: third })
    expect([has('four'), has('two'), cache.size]).toEqual([false, false, 0])
  })

  it('is not kept either when so much changed that nobody remembers what', () => {
    const { cache, keep, has } = makeCache()
    const flight = cache.begin()
    cache.evict('account a')
    for (let n = 0; n < 20_000; n += 1) cache.evict(`account ${n}`)
    keep('one', { tags: ['account a'], flight })
    expect(has('one')).toBe(false)
    keep('one', { tags: ['account a'] })
    expect(has('one')).toBe(true)
  })

  it('says whether anything was forgotten since', () => {
    const { cache } = makeCache()
    const flight = cache.begin()
    expect(cache.isUndisturbed(flight)).toBe(true)
    cache.evict('whatever')
    expect([cache.isUndisturbed(flight), cache.isUndisturbed(cache.begin())]).toEqual([false, true])
  })
})

it('never gives an answer that was read before a change it was told of, in any order of events', () => {
  const things = ['a', 'b', 'c']
  const step = fc.oneof(
    fc.record({ kind: fc.constant('send' as const), thing: fc.constantFrom(...things) }),
    fc.record({ kind: fc.constant('answer' as const), thing: fc.constantFrom(...things) }),
    fc.record({ kind: fc.constant('change' as const), thing: fc.constantFrom(...things) }),
    fc.record({ kind: fc.constant('ask' as const), thing: fc.constantFrom(...things) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { cache, keep } = makeCache({ maxEntries: 2 })
      const versions = new Map(things.map((thing) => [thing, 0]))
      const underWay: { thing: string; value: string; flight: ReturnType<typeof cache.begin> }[] = []
      for (const { kind, thing } of steps) {
        if (kind === 'send') underWay.push({ thing, value: String(versions.get(thing)), flight: cache.begin() })
        if (kind === 'answer') {
          const index = underWay.findIndex((one) => one.thing === thing)
          const [one] = index < 0 ? [] : underWay.splice(index, 1)
          if (one !== undefined) keep(thing, { tags: [`tag ${thing}`], value: one.value, flight: one.flight })
        }
        if (kind === 'change') {
          versions.set(thing, (versions.get(thing) ?? 0) + 1)
          cache.evict(`tag ${thing}`)
        }
        if (kind === 'ask') expect([null, String(versions.get(thing))]).toContain(cache.get(thing)?.value ?? null)
      }
    }),
  )
})
