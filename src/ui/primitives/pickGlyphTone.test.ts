import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureLuminance, pickGlyphTone } from './pickGlyphTone.ts'

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [measureLuminance(a), measureLuminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const inkOf = { light: 'ffffff', dark: '1c1917' }

describe('pickGlyphTone', () => {
  it('takes white on dark and near-black on light brand colours', () => {
    expect(pickGlyphTone('000000')).toBe('light')
    expect(pickGlyphTone('ffe01b')).toBe('dark')
  })

  it('reaches 3:1 on every colour there is', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const hex = value.toString(16).padStart(6, '0')
      return contrast(inkOf[pickGlyphTone(hex)], hex) >= 3
    }))
  })
})
