import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeParts } from './encodeParts.ts'

const wellFormed = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed())

/** Reads the encoding back: what can be read back cannot be ambiguous. */
function decodeParts(bytes: Buffer): string[] {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    parts.push(bytes.toString('utf8', at + 4, at + 4 + length))
    at += 4 + length
  }
  return parts
}

it('gives back exactly the parts that went in, so two lists never meet', () => {
  fc.assert(
    fc.property(fc.array(wellFormed, { maxLength: 8 }), (parts) => {
      expect(decodeParts(encodeParts(parts))).toEqual(parts)
    }),
  )
})

it('tells lists apart that are equal once joined', () => {
  fc.assert(
    fc.property(wellFormed, wellFormed, wellFormed, (a, b, c) => {
      fc.pre(b !== '')
      expect(encodeParts([a + b, c]).equals(encodeParts([a, b + c]))).toBe(false)
      expect(encodeParts([a, b, c]).equals(encodeParts([a + b + c]))).toBe(false)
    }),
  )
})

it('treats bytes and their text alike, and refuses text that UTF-8 cannot carry', () => {
  expect(encodeParts([Buffer.from('é')]).equals(encodeParts(['é']))).toBe(true)
  expect(() => encodeParts(['a\ud800'])).toThrow(expect.objectContaining({ code: 'internal' }))
})
