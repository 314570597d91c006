import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactText } from './redactText.ts'

const percent = (character: string, isUpper: boolean): string =>
  [...Buffer.from(character)].map((byte) => `%${isUpper ? byte.toString(16).toUpperCase().padStart(2, '0') : byte.toString(16).padStart(2, '0')}`).join('')

describe('a known secret behind percent escapes', () => {
  it('is found whichever characters are escaped, in either case, once or twice', () => {
    const character = fc.oneof(fc.constantFrom(...'"&<\'\\+/=:%#? ü漢😀'), fc.constantFrom(...'abcdefghijkXYZ0123456789'))
    fc.assert(
      fc.property(fc.array(character, { minLength: 8, maxLength: 40 }), fc.infiniteStream(fc.tuple(fc.boolean(), fc.boolean())), fc.boolean(), (characters, coins, isTwice) => {
        const secret = `k3${characters.join('')}9z`
        const once = [...secret].map((one) => {
          const [isEscaped, isUpper] = coins.next().value
          // A bare percent sign before two hex digits would be an escape of something else.
          return isEscaped || one === '%' ? percent(one, isUpper) : one
        }).join('')
        const written = isTwice ? once.replaceAll('%', '%25') : once
        expect(redactText(`before /${written}/ after`, [secret])).toBe('before /[redacted]/ after')
      }),
      { numRuns: 500 },
    )
  })

  it.each([['nothing', 'a%20b%C3%BCc %zz %4 %c3%28 100%'], ['half an escape', '%25%25%2']])('leaves %s alone', (_what, text) => {
    expect(redactText(text, ['k3-another-secret'])).toBe(text)
  })
})
