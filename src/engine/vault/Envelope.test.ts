import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatEnvelope, maxEnvelopeLength, parseEnvelope } from './Envelope.ts'

const good = formatEnvelope({ iv: randomBytes(12), authTag: randomBytes(16), ciphertext: Buffer.from('abcdef', 'hex') })
const [iv, tag, ciphertext] = good.split(':') as [string, string, string]
const refused = expect.objectContaining({ code: 'vault_unavailable' })

describe('parseEnvelope', () => {
  it('reads back what formatEnvelope wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.uint8Array({ maxLength: 300 }), (a, b, c) => {
        const envelope = { iv: Buffer.from(a), authTag: Buffer.from(b), ciphertext: Buffer.from(c) }
        const text = formatEnvelope(envelope)
        expect(text).toMatch(/^[0-9a-f]{24}:[0-9a-f]{32}:(?:[0-9a-f]{2})*$/)
        expect(parseEnvelope(text)).toEqual(envelope)
      }),
    )
  })

  it.each([
    ['empty', ''],
    ['upper case', good.toUpperCase()],
    ['a character that is not hex', `${iv}:${tag}:zz`],
    ['hex followed by something else', `${iv}:${tag}:aabbzzcc`],
    ['half a byte', `${iv}:${tag}:${ciphertext}0`],
    ['a shorter tag', `${iv}:${tag.slice(0, 8)}:${ciphertext}`],
    ['a tag half a byte short', `${iv}:${tag.slice(1)}:${ciphertext}0`],
    ['a longer IV', `${iv}00000000:${tag}:${ciphertext}`],
    ['no tag', `${iv}:${ciphertext}`],
    ['a fourth part', `${good}:00`],
    ['a space before', ` ${good}`],
    ['a newline after', `${good}\n`],
    ['a version prefix', `v1:${good}`],
    ['full-width digits', good.replace(/\d/, '１')],
  ])('refuses %s', (_name, text) => {
    expect(() => parseEnvelope(text)).toThrow(refused)
  })

  it('refuses what is not text', () => {
    for (const value of [null, undefined, 5, {}, [good]]) expect(() => parseEnvelope(value as string)).toThrow(refused)
  })

  it('holds up to 1 MB and refuses more, writing and reading', () => {
    const room = (maxEnvelopeLength - iv.length - tag.length - 2) / 2
    const full = { iv: randomBytes(12), authTag: randomBytes(16), ciphertext: randomBytes(room) }
    expect(parseEnvelope(formatEnvelope(full))).toEqual(full)
    expect(() => formatEnvelope({ ...full, ciphertext: randomBytes(room + 1) })).toThrow(expect.objectContaining({ code: 'payload_too_large' }))
    expect(() => parseEnvelope(`${iv}:${tag}:${'00'.repeat(room + 1)}`)).toThrow(refused)
  })
})
