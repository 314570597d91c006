import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAllotments } from './createAllotments.ts'

/** A count that several processes share, as Postgres keeps it, and a clock of its own. */
function makeWorld({ limit, processes = 1 }: { limit: number; processes?: number }) {
  let at = 0
  let count: { total: number; endsAt: number } | undefined
  let isAway = false
  const asked: number[] = []
  const waiting: (() => void)[] = []
  const add = ({ points }: { points: number }) =>
    new Promise<{ total: number; leftMs: number }>((resolve, reject) => {
      asked.push(points)
      waiting.push(() => {
        if (isAway) return reject(new Error('away'))
        if (count === undefined || count.endsAt <= at) count = { total: 0, endsAt: at + 60_000 }
        count.total += points
        resolve({ total: count.total, leftMs: count.endsAt - at })
      })
    })
  const settle = async (): Promise<void> => {
    for (const answer of waiting.splice(0)) answer()
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
  }
  return {
    all: Array.from({ length: processes }, () => createAllotments({ limit, add, windowMs: 60_000, now: () => at })),
    asked, settle,
    pass: (ms: number) => void (at += ms),
    away: (value: boolean) => void (isAway = value),
  }
}

/** Takes until it is refused, answering what was asked after each `burst`. Returns how many it was given. */
async function takeAll({ world, take, burst = 10, most }: { world: ReturnType<typeof makeWorld>; take: () => number | null; burst?: number; most: number }): Promise<number> {
  let given = 0
  for (let tried = 0; tried < most; tried += 1) {
    if (take() === null) given += 1
    if (tried % burst === burst - 1) await world.settle()
  }
  return given
}

describe('a process alone', () => {
  it('gives exactly the limit a minute, and says how long the rest of it is', async () => {
    const world = makeWorld({ limit: 1_000 })
    const [one] = world.all
    expect(await takeAll({ world, take: () => one!.take('a'), most: 3_000 })).toBe(1_000)
    world.pass(20_000)
    expect(one!.take('a')).toBe(40_000)
    world.pass(40_000)
    expect(await takeAll({ world, take: () => one!.take('a'), most: 3_000 })).toBe(1_000)
  })

  it('asks seldom: never for a key that is hardly used, and some twenty times for a whole limit', async () => {
    const world = makeWorld({ limit: 100_000 })
    const [one] = world.all
    for (let index = 0; index < 700; index += 1) one!.take('seldom')
    expect(world.asked).toEqual([])
    await takeAll({ world, take: () => one!.take('often'), most: 110_000 })
    expect(world.asked.length).toBeLessThan(25)
  })

  it('keeps keys apart, and no more of them than it is to', async () => {
    const world = makeWorld({ limit: 10 })
    const few = createAllotments({ limit: 10, add: () => Promise.reject(new Error('away')), windowMs: 60_000, now: () => 0, maxKeys: 2 })
    for (let index = 0; index < 10; index += 1) expect(few.take('a')).toBeNull()
    expect([few.take('a'), few.take('b'), few.take('c'), few.take('a')]).toEqual([60_000, null, null, null])
    expect(world.all[0]!.take('a')).toBeNull()
  })

  it('goes by its own count while nobody keeps the shared one, and asks about once a second', async () => {
    const world = makeWorld({ limit: 1_000 })
    world.away(true)
    let given = 0
    for (let second = 0; second < 20; second += 1) {
      given += await takeAll({ world, take: () => world.all[0]!.take('a'), most: 100 })
      world.pass(1_000)
    }
    expect(given).toBe(1_000)
    expect(world.asked.length).toBeLessThanOrEqual(20)
    world.away(false)
    world.pass(60_000)
    expect(await takeAll({ world, take: () => world.all[0]!.take('a'), most: 3_000 })).toBe(1_000)
  })
})

describe('several processes', () => {
  it('give the limit together, whichever of them is asked, but for what each lends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 100, max: 5_000 }), fc.array(fc.nat(5), { minLength: 1, maxLength: 40 }), async (processes, limit, turns) => {
        const world = makeWorld({ limit, processes })
        let given = 0
        for (let tried = 0; tried < limit * 3; tried += 1) {
          const process = world.all[turns[tried % turns.length]! % processes]!
          if (process.take('a') === null) given += 1
          await world.settle()
        }
        const used = new Set(turns.map((turn) => turn % processes)).size
        expect(given).toBeLessThanOrEqual(limit + Math.ceil(limit / 100) * used + used)
        expect(given).toBeGreaterThanOrEqual(Math.floor(limit / used))
      }),
      { numRuns: 40 },
    )
  })

  it('that share a key evenly lose nothing of the limit', async () => {
    const world = makeWorld({ limit: 10_000, processes: 4 })
    let turn = 0
    const given = await takeAll({ world, take: () => world.all[turn++ % 4]!.take('a'), most: 30_000 })
    expect(given).toBeGreaterThanOrEqual(9_900)
    expect(given).toBeLessThanOrEqual(10_500)
  })
})
