import { describe, expect, it } from 'vitest'
import { shortenText } from './shortenText.ts'

describe('shortenText', () => {
  it.each([
    ['Email API for developers.', 80, 'Email API for developers.'],
    ['One two three four', 12, 'One two…'],
    ['One two, three four', 12, 'One two…'],
    ['x'.repeat(30), 10, `${'x'.repeat(9)}…`],
    ['👩‍💻'.repeat(2), 80, '👩‍💻👩‍💻'],
    ['', 10, ''],
  ])('%s', (text, max, short) => {
    expect(shortenText({ text, max })).toBe(short)
  })

  it('is never longer than asked', () => {
    for (let max = 2; max < 40; max += 1) expect([...shortenText({ text: 'Words of several lengths, one after another; and more of them.', max })].length).toBeLessThanOrEqual(max)
  })
})
