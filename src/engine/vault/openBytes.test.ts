import { createCipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gcm } from '@noble/ciphers/aes.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatEnvelope, parseEnvelope } from './Envelope.ts'
import { openBytes } from './openBytes.ts'
import { sealBytes } from './sealBytes.ts'

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array))
const refused = expect.objectContaining({ code: 'vault_unavailable' })

describe('openBytes', () => {
  it('opens what sealBytes sealed, and nothing with another AAD', () => {
    fc.assert(
      fc.property(bytes(500), bytes(80), bytes(80), (plaintext, aad, other) => {
        const key = randomBytes(32)
        const envelope = sealBytes({ key, plaintext, aad })
        expect(openBytes({ key, envelope, aad }).equals(plaintext)).toBe(true)
        if (!aad.equals(other)) expect(() => openBytes({ key, envelope, aad: other })).toThrow(refused)
      }),
    )
  })

  it('refuses every single-bit flip of IV, tag and ciphertext', () => {
    const key = randomBytes(32)
    const aad = Buffer.from('bound')
    const { iv, authTag, ciphertext } = parseEnvelope(sealBytes({ key, plaintext: Buffer.from('twenty-four plain bytes!'), aad }))
    let flips = 0
    for (const part of [iv, authTag, ciphertext]) {
      for (let bit = 0; bit < part.length * 8; bit += 1) {
        part[bit >> 3]! ^= 1 << (bit & 7)
        expect(() => openBytes({ key, envelope: formatEnvelope({ iv, authTag, ciphertext }), aad })).toThrow(refused)
        part[bit >> 3]! ^= 1 << (bit & 7)
        flips += 1
      }
    }
    expect(flips).toBe((12 + 16 + 24) * 8)
    expect(openBytes({ key, envelope: formatEnvelope({ iv, authTag, ciphertext }), aad }).toString()).toBe('twenty-four plain bytes!')
  })

  it('refuses tags cut to any length', () => {
    const key = randomBytes(32)
    const aad = Buffer.alloc(0)
    const [iv, tag, ciphertext] = sealBytes({ key, plaintext: Buffer.from('x'), aad }).split(':') as [string, string, string]
    for (let length = 0; length < 16; length += 1) {
      expect(() => openBytes({ key, envelope: `${iv}:${tag.slice(0, length * 2)}:${ciphertext}`, aad })).toThrow(refused)
    }
  })

  it('never uses an IV twice', () => {
    const key = randomBytes(32)
    const ivs = new Set<string>()
    for (let i = 0; i < 100_000; i += 1) ivs.add(sealBytes({ key, plaintext: Buffer.alloc(0), aad: Buffer.alloc(0) }).slice(0, 24))
    expect(ivs.size).toBe(100_000)
  })

  it('agrees with a second implementation, both ways', () => {
    fc.assert(
      fc.property(bytes(300), bytes(60), (plaintext, aad) => {
        const key = randomBytes(32)
        const ours = parseEnvelope(sealBytes({ key, plaintext, aad }))
        const opened = gcm(key, ours.iv, aad).decrypt(Buffer.concat([ours.ciphertext, ours.authTag]))
        expect(Buffer.from(opened).equals(plaintext)).toBe(true)
        const iv = randomBytes(12)
        const theirs = Buffer.from(gcm(key, iv, aad).encrypt(plaintext))
        const envelope = formatEnvelope({ iv, authTag: theirs.subarray(-16), ciphertext: theirs.subarray(0, -16) })
        expect(openBytes({ key, envelope, aad }).equals(plaintext)).toBe(true)
      }),
    )
  })

  it('refuses a shortened tag that plain Node would accept', () => {
    // The reason for authTagLength: this tag is genuine, only 12 bytes long.
    const key = randomBytes(32)
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 12 })
    const ciphertext = Buffer.concat([cipher.update('x'), cipher.final()])
    const envelope = formatEnvelope({ iv, authTag: cipher.getAuthTag(), ciphertext })
    expect(() => openBytes({ key, envelope, aad: Buffer.alloc(0) })).toThrow(refused)
  })
})

type Vector = { tcId: number; key: string; iv: string; aad: string; msg: string; ct: string; tag: string; result: 'valid' | 'invalid' }
type Group = { ivSize: number; keySize: number; tagSize: number; tests: Vector[] }

// C2SP/wycheproof, testvectors_v1/aes_gcm_test.json; not part of this repository.
const vectors = new URL('../../../../shared/testdata/wycheproof-aes-gcm.json', import.meta.url)
const hasVectors = existsSync(vectors)
if (!hasVectors) console.info('Wycheproof AES-GCM vectors are not beside this clone: skipped.')

describe.skipIf(!hasVectors)('Wycheproof AES-GCM, 256-bit keys', () => {
  const groups = hasVectors ? (JSON.parse(readFileSync(vectors, 'utf8')) as { testGroups: Group[] }).testGroups.filter(({ keySize }) => keySize === 256) : []
  const testsOf = (wanted: (group: Group) => boolean): Vector[] => groups.filter(wanted).flatMap(({ tests }) => tests)
  const open = ({ key, iv, aad, ct, tag }: Vector): Buffer => openBytes({ key: Buffer.from(key, 'hex'), envelope: `${iv}:${tag}:${ct}`, aad: Buffer.from(aad, 'hex') })

  it('opens the valid ones of our form and refuses the others', () => {
    const ours = testsOf(({ ivSize, tagSize }) => ivSize === 96 && tagSize === 128)
    expect(ours.length).toBeGreaterThanOrEqual(66)
    for (const vector of ours) {
      if (vector.result === 'valid') expect(open(vector).toString('hex'), `tcId ${vector.tcId}`).toBe(vector.msg)
      else expect(() => open(vector), `tcId ${vector.tcId}`).toThrow(refused)
    }
  })

  it('refuses every other IV length before the cipher sees it', () => {
    const others = testsOf(({ ivSize }) => ivSize !== 96)
    expect(others.length).toBeGreaterThanOrEqual(39)
    for (const vector of others) expect(() => open(vector), `tcId ${vector.tcId}`).toThrow(refused)
  })
})
