import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findReaderBy } from '#src/messages/currentReader.ts'
import { readers } from '#src/messages/readers.ts'
import { describeAge } from './describeAge.ts'

const now = new Date('2026-11-20T12:00:00Z')
const at = (secondsAgo: number): string => describeAge({ at: new Date(now.getTime() - secondsAgo * 1000), now })

describe('describeAge', () => {
  it.each([
    [0, 'just now'], [44, 'just now'], [46, '1 min ago'], [4 * 60, '4 min ago'], [3 * 3600, '3 hr ago'],
    [86_400, '1 day ago'], [21 * 86_400, '21 days ago'], [-20, 'in a moment'], [-12 * 86_400, 'in 12 days'],
  ])('%i seconds ago reads "%s"', (secondsAgo, words) => expect(at(secondsAgo)).toBe(words))

  it('becomes a date after 30 days, with the year when it is another', () => {
    expect(at(40 * 86_400)).toBe('11 Oct')
    expect(at(400 * 86_400)).toBe('16 Oct 2025')
  })
})

describe('describeAge in German', () => {
  beforeAll(() => findReaderBy(() => readers.de))
  afterAll(() => findReaderBy(() => readers.en))

  it.each([[0, 'gerade eben'], [4 * 60, 'vor 4 Min.'], [3 * 3600, 'vor 3 Std.'], [86_400, 'vor 1 Tag'], [-20, 'gleich'], [-12 * 86_400, 'in 12 Tagen'], [40 * 86_400, '11. Okt.'], [400 * 86_400, '16. Okt. 2025']])('%i seconds ago reads "%s"', (secondsAgo, words) =>
    expect(at(secondsAgo)).toBe(words))
})
