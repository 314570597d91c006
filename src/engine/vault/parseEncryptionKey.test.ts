import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEncryptionKey } from './parseEncryptionKey.ts'

const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)).filter((bytes) => new Set(bytes).size >= 20 && bytes.some((byte) => byte > 0x7e))

describe('parseEncryptionKey', () => {
  it('reads base64, base64url with and without padding, and hex in either case', () => {
    fc.assert(
      fc.property(key32, fc.constantFrom('', ' ', '\n'), (key, space) => {
        const url = key.toString('base64url')
        for (const text of [key.toString('base64'), key.toString('base64').replaceAll('=', ''), url, `${url}=`, key.toString('hex'), key.toString('hex').toUpperCase()]) {
          expect(parseEncryptionKey(space + text + space).equals(key)).toBe(true)
        }
      }),
    )
  })

  it('accepts what a random source gives, always', () => {
    for (let i = 0; i < 2000; i += 1) expect(parseEncryptionKey(randomBytes(32).toString('base64'))).toHaveLength(32)
  })

  it.each([
    ['', 'it is missing'],
    ['  \n', 'it is missing'],
    ['changeme', 'it is a placeholder, not a key'],
    ['your-key-here', 'it is a placeholder, not a key'],
    ['YOUR_ENCRYPTION_KEY', 'it is a placeholder, not a key'],
    ['ChangeMe'.repeat(5) + 'abc=', 'it is a placeholder, not a key'],
    ['not a key!', 'it is neither base64 nor hex'],
    ['+/-_'.repeat(11), 'it is neither base64 nor hex'],
    ['AAAAA', 'it is neither base64 nor hex'],
    [Buffer.alloc(32).toString('base64'), 'all its bytes are zero'],
    [Buffer.alloc(32).toString('hex'), 'all its bytes are zero'],
    [Buffer.alloc(32, 7).toString('hex'), 'all its bytes are the same'],
    [Buffer.from('ab01'.repeat(16), 'hex').toString('base64'), 'it has only 2 different bytes: it was not made at random'],
    [Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64'), 'its bytes count up in equal steps'],
    [Buffer.from('the quick brown fox jumps over 1').toString('base64'), 'it is encoded text, not random bytes'],
  ])('refuses %j: %s', (text, reason) => {
    expect(() => parseEncryptionKey(text)).toThrow(new Error(reason))
  })

  it('names the length of a key of the wrong size', () => {
    for (const size of [1, 16, 24, 31, 33, 48, 64]) {
      expect(() => parseEncryptionKey(randomBytes(size).toString('hex'))).toThrow(`it holds ${size} bytes, 32 are needed`)
    }
  })

  it('never repeats the value in its reason', () => {
    const text = `${randomBytes(20).toString('hex')}!`
    expect(() => parseEncryptionKey(text)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(text.slice(0, 8)) }))
  })
})
