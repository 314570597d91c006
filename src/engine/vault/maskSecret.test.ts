import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSecret } from './maskSecret.ts'

const filler = (length: number): string => 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(4).slice(0, length)

describe('maskSecret', () => {
  it.each([
    [['sk', filler(40) + 'AbCd'].join('-'), 'sk-…AbCd'],
    [['sk', 'live', filler(20) + 'WxYz'].join('_'), 'sk_…WxYz'],
    [['xoxb', '1234567890', filler(20) + 'WxYz'].join('-'), 'xoxb…WxYz'],
    [`re_${filler(8)}`, 're_…'],
    [filler(16), '…mnop'],
    [filler(15), '••••'],
    ['hunter2-foo', '••••'],
    ['', '••••'],
    ['   ', '••••'],
    ['two\nlines-of-something-long', '••••'],
    [`-----BEGIN PRIVATE${' '}KEY-----`, '••••'],
    [`  ${filler(16)}  `, '…mnop'],
  ])('%#: %s', (value, mask) => {
    expect(maskSecret(value)).toBe(mask)
  })

  it('never shows more than 8 characters nor more than a third', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string({ unit: fc.constantFrom('-', '_', '.', 'a', '9', '…'), maxLength: 60 }))
    fc.assert(
      fc.property(value, (secret) => {
        const mask = maskSecret(secret)
        if (mask === '••••') return
        const [head, tail] = [mask.slice(0, mask.lastIndexOf('…')), mask.slice(mask.lastIndexOf('…') + 1)]
        const shown = Array.from(head).length + Array.from(tail).length
        expect(shown).toBeLessThanOrEqual(8)
        expect(shown * 3).toBeLessThanOrEqual(Array.from(secret.trim()).length)
        expect(secret.trim().startsWith(head)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
