import { describe, expect, it } from 'vitest'
import { makePrivate } from './makePrivate.ts'

describe('makePrivate', () => {
  it.each([
    ['', 'private'],
    ['public, max-age=60', 'private, max-age=60'],
    ['Public,S-MaxAge=600 , stale-while-revalidate=30', 'private, stale-while-revalidate=30'],
    ['s-maxage = 600', 'private'],
    ['no-store', 'private, no-store'],
    ['private="set-cookie, x-a", max-age=5', 'private, max-age=5'],
    ['no-cache="a, public", public, proxy-revalidate, must-revalidate', 'private, no-cache="a, public", must-revalidate'],
    ['publicity=1', 'private, publicity=1'],
    [',,"public', 'private, "public'],
  ])('%j → %j', (given, expected) => {
    expect(makePrivate(given)).toBe(expected)
    expect(makePrivate(expected)).toBe(expected)
  })

  it('takes no time to speak of, whatever it is given', () => {
    for (const text of ['"'.repeat(30_000), '"\\'.repeat(15_000), `${'a'.repeat(30_000)}"`]) {
      const startedAt = performance.now()
      makePrivate(text)
      expect(performance.now() - startedAt).toBeLessThan(1000)
    }
  })
})
