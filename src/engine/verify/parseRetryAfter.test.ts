import { describe, expect, it } from 'vitest'
import { parseRetryAfter } from './parseRetryAfter.ts'

const now = new Date('2026-11-20T12:00:00Z')

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0], ['30', 30], [' 7 ', 7], ['0.4', 1], ['Fri, 20 Nov 2026 12:00:30 GMT', 30], ['Friday, 20-Nov-26 12:00:30 GMT', 30], ['Fri Nov 20 12:00:30 2026 GMT', 30], ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['', null], ['-5', null], ['soon', null], ['5 June', null], ['1e9', null], ['NaN', null], ['99999999999', null], [null, null], [undefined, null],
  ])('%j → %j', (value, seconds) => {
    expect(parseRetryAfter({ value, now })).toBe(seconds)
  })
})
