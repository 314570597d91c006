import { describe, expect, it, vi } from 'vitest'
import { createTokenBrake } from './TokenBrake.ts'

const codeOf = (work: Promise<unknown>): Promise<unknown> => work.then((found) => found, (error: { code: string }) => error.code)

describe('the brake on wrong tokens', () => {
  it('asks once for the same wrong token, until it has forgotten it', async () => {
    let at = 0
    const ask = vi.fn<() => Promise<null>>(async () => null)
    const brake = createTokenBrake({ now: () => at, keptMs: 10_000 })
    for (let index = 0; index < 1_000; index += 1) expect(await brake.find({ hash: 'wrong', address: '192.0.2.1', ask })).toBeNull()
    expect(ask).toHaveBeenCalledTimes(1)
    at = 10_001
    await brake.find({ hash: 'wrong', address: '192.0.2.1', ask })
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('lets an address try so many different ones, then as many a second as it says; other addresses are another matter', async () => {
    let at = 0
    const ask = vi.fn<() => Promise<null>>(async () => null)
    const brake = createTokenBrake({ now: () => at, burst: 100, perSecond: 10 })
    let hash = 0
    const flood = async (address: string, tries: number) => {
      const before = ask.mock.calls.length
      const answers = new Set<unknown>()
      for (let index = 0; index < tries; index += 1) answers.add(await codeOf(brake.find({ hash: `h${hash++}`, address, ask })))
      return { asked: ask.mock.calls.length - before, answers: [...answers] }
    }
    expect(await flood('192.0.2.1', 5_000)).toEqual({ asked: 100, answers: [null, 'rate_limited'] })
    at += 3_000
    expect((await flood('192.0.2.1', 5_000)).asked).toBe(30)
    expect((await flood('192.0.2.2', 50)).asked).toBe(50)
    // The other 64 bits are the subscriber's own to choose.
    await flood('2001:db8::1', 5_000)
    expect((await flood('2001:db8::2', 5_000)).asked).toBe(0)
  })

  it('lets no more through at once than may be wrong, however long the answers take', async () => {
    let at = 0
    let hash = 0
    const brake = createTokenBrake({ now: () => at, burst: 100, perSecond: 10 })
    const flood = async (tries: number): Promise<number> => {
      const answers = Promise.withResolvers<null>()
      const ask = vi.fn<() => Promise<null>>(() => answers.promise)
      const all = Array.from({ length: tries }, () => codeOf(brake.find({ hash: `h${hash++}`, address: '192.0.2.1', ask })))
      answers.resolve(null)
      await Promise.all(all)
      return ask.mock.calls.length
    }
    expect(await flood(200)).toBe(200)
    at += 1_000
    expect(await flood(1_000)).toBe(10)
    at += 100
    expect(await flood(1_000)).toBe(1)
  })

  it('lets many good tokens come for the first time at once, also where a few wrong ones came from', async () => {
    const brake = createTokenBrake({ now: () => 0, burst: 100 })
    for (let index = 0; index < 50; index += 1) await brake.find({ hash: `bad${index}`, address: '192.0.2.1', ask: async () => null })
    const found = await Promise.all(Array.from({ length: 1_000 }, (_, index) => codeOf(brake.find({ hash: `good${index}`, address: '192.0.2.1', ask: async () => 'known' }))))
    expect(new Set(found)).toEqual(new Set(['known']))
  })

  it('never holds up whoever has called before, nor counts good tokens', async () => {
    const brake = createTokenBrake({ now: () => 0, burst: 10 })
    const good = async () => ({ id: 'known' })
    for (let index = 0; index < 100; index += 1) expect(await brake.find({ hash: `good${index}`, address: '192.0.2.1', ask: good })).toEqual({ id: 'known' })
    for (let index = 0; index < 100; index += 1) await codeOf(brake.find({ hash: `bad${index}`, address: '192.0.2.1', ask: async () => null }))
    expect(await codeOf(brake.find({ hash: 'never seen', address: '192.0.2.1', ask: good }))).toBe('rate_limited')
    expect(await brake.find({ hash: 'good7', address: '192.0.2.1', ask: good })).toEqual({ id: 'known' })
    // Revoked since: a wrong one like any other.
    expect(await brake.find({ hash: 'good7', address: '192.0.2.1', ask: async () => null })).toBeNull()
    expect(await brake.find({ hash: 'good7', address: '192.0.2.1', ask: good })).toBeNull()
  })

  it('keeps no more than it is to', async () => {
    const ask = vi.fn<() => Promise<null>>(async () => null)
    const brake = createTokenBrake({ now: () => 0, maxKept: 10, burst: 1_000 })
    for (let index = 0; index < 100; index += 1) await brake.find({ hash: `h${index}`, address: `192.0.2.${index}`, ask })
    await brake.find({ hash: 'h0', address: '192.0.2.0', ask })
    expect(ask).toHaveBeenCalledTimes(101)
    await brake.find({ hash: 'h99', address: '192.0.2.99', ask })
    expect(ask).toHaveBeenCalledTimes(101)
  })

  it('passes on that the database is away, and holds it against nobody', async () => {
    const brake = createTokenBrake({ now: () => 0, burst: 1 })
    for (let index = 0; index < 10; index += 1) await expect(brake.find({ hash: 'h', address: '192.0.2.1', ask: () => Promise.reject(new Error('away')) })).rejects.toThrow('away')
    expect(await brake.find({ hash: 'h', address: '192.0.2.1', ask: async () => ({ id: 'known' }) })).toEqual({ id: 'known' })
  })
})
