import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monogramOf } from './monogramOf.ts'

/** WCAG 2.2 contrast of white on `hsl(hue 50% 40%)`. */
function contrastWithWhite(hue: number): number {
  const [saturation, lightness] = [0.5, 0.4]
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12
    const value = lightness - saturation * lightness * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 1.05 / (0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(4) + 0.05)
}

describe('monogramOf', () => {
  it.each([['OpenAI', 'OP'], ['Google Gemini', 'GG'], ['Fal.ai', 'FA'], ['x', 'X'], ['', '?'], ['···', '?'], ['Ærlig Ting', 'ÆT'], ['日本語', '日本']])('%s shows %s', (name, text) => {
    expect(monogramOf(name).text).toBe(text)
  })

  it('is stable, and white can be read on it', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(monogramOf(name)).toEqual(monogramOf(name))
        expect(contrastWithWhite(monogramOf(name).hue)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })
})
