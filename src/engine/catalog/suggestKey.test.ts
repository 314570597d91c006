import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestKey } from './suggestKey.ts'

describe('suggestKey', () => {
  it.each([['Acme Mail', 'acme-mail'], ['  Fal.ai ', 'fal-ai'], ['Müller & Söhne', 'muller-sohne'], ['1Password', 'password'], ['Ⓕancy', 'fancy'], ['日本', ''], ['', '']])('makes of “%s” “%s”', (name, key) => {
    expect(suggestKey(name)).toBe(key)
  })

  it('makes what a row takes, or nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      expect(suggestKey(name)).toMatch(/^([a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)?$/)
    }))
  })
})
