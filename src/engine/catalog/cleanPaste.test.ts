import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPaste } from './cleanPaste.ts'

describe('cleanPaste', () => {
  it.each([
    ['  key_1  ', 'key_1', ['spaces']],
    ['"key_1"', 'key_1', ['quotes']],
    ['“key_1”', 'key_1', ['quotes']],
    ['Bearer key_1', 'key_1', ['“Bearer ”']],
    ['API_KEY=key_1', 'key_1', ['the name before “=”']],
    ['export API_KEY="Bearer key_1"\n', 'key_1', ['line breaks', 'the name before “=”', 'quotes', '“Bearer ”']],
    ['Authorization: Bearer key_1', 'key_1', ['the header name', '“Bearer ”']],
    ['key\u200B_1\uFEFF', 'key_1', ['invisible characters']],
    ['key_\r\n    1', 'key_1', ['line breaks']],
    ['\u00A0key_1\u00A0', 'key_1', ['spaces']],
    ["'key_1',", 'key_1', ['quotes']],
  ])('%j becomes %j', (text, value, removed) => {
    const cleaned = cleanPaste(text)
    expect(cleaned.value).toBe(value)
    expect(new Set(cleaned.removed)).toEqual(new Set(removed))
  })

  it.each(['key_1', 'a b c', 'abc=def==', 'Ab12=', 'bearer', 'x"y"z', '', 'AB=', 'sk-proj-a_b-c'])('leaves %j alone', (text) => {
    expect(cleanPaste(text)).toEqual({ value: text, removed: [] })
  })

  it('keeps the lines of a PEM block', () => {
    const pem = ['-----BEGIN TEST-----', 'abc', '-----END TEST-----'].join('\n')
    expect(cleanPaste(`  ${pem}\n`).value).toBe(pem)
  })

  it('takes a time that grows with the text only', () => {
    for (const text of [`a${' '.repeat(200_000)}b`, '"'.repeat(200_000), 'Bearer '.repeat(30_000), '\n \n'.repeat(70_000)]) {
      const startedAt = performance.now()
      cleanPaste(text)
      expect(performance.now() - startedAt).toBeLessThan(2_000)
    }
  })

  it('is done after one go', () => {
    const part = fc.constantFrom('"', "'", ' ', '\n', 'Bearer ', 'API_KEY=', 'abc', '\u200B', 'Authorization: ', ',')
    fc.assert(fc.property(fc.array(part).map((parts) => parts.join('')), (text) => {
      expect(cleanPaste(cleanPaste(text).value).value).toBe(cleanPaste(text).value)
    }))
  })
})
