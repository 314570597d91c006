import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PatchbayError } from '../errors.ts'
import type { SealedCredential } from '../ports.ts'
import { buildAad } from './buildAad.ts'
import { createDataKeys, type DataKeys } from './DataKeys.ts'
import { createKeyring } from './Keyring.ts'
import { openCredential, vaultSentinel } from './openCredential.ts'
import { rebindCredential } from './rebindCredential.ts'
import { sealBytes } from './sealBytes.ts'
import { sealCredential } from './sealCredential.ts'

const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
const dataKey = dataKeys.create('account-1')
const row = { owner: 'account-1', vaultId: 'vault-1', providerId: 'provider-1', agreedHosts: ['api.one.example', '*.two.example:8443'], dataKey }
const values = { apiKey: randomBytes(24).toString('base64'), region: 'eu' }
const seal = (given: Record<string, string>, where = row): SealedCredential => ({ ...where, ...sealCredential(dataKeys, { ...where, values: given }) })
const refused = expect.objectContaining({ code: 'vault_unavailable' })

describe('sealCredential and openCredential', () => {
  it('give back any map of strings, lone surrogates and odd names included', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)))
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 8 }), (given) => {
        expect(Object.entries(openCredential(dataKeys, seal(given))).sort()).toEqual(Object.entries(given).sort())
      }),
    )
    const odd = JSON.parse('{"__proto__":"a","constructor":"b","":"c"}') as Record<string, string>
    expect(JSON.stringify(openCredential(dataKeys, seal(odd)))).toBe(JSON.stringify(odd))
  })

  it('take a value of 400 kB and refuse one that does not fit', () => {
    const large = { apiKey: 'x'.repeat(400_000) }
    expect(openCredential(dataKeys, seal(large))).toEqual(large)
    expect(() => seal({ apiKey: 'x'.repeat(600_000) })).toThrow(expect.objectContaining({ code: 'payload_too_large' }))
  })

  it('leave nothing of the plaintext in the envelope', () => {
    const { envelope, aadVersion } = seal(values)
    expect(envelope).toMatch(/^[0-9a-f]{24}:[0-9a-f]{32}:(?:[0-9a-f]{2})+$/)
    expect(envelope).not.toContain(Buffer.from(values.apiKey).toString('hex').slice(0, 16))
    expect(aadVersion).toBe(1)
  })

  it('overwrite their copy of the data key, or take none, also after a refusal', () => {
    const lent: Buffer[] = []
    const watched: DataKeys = { ...dataKeys, create: (owner) => dataKeys.create(owner), opener: (key) => dataKeys.opener(key), plain: (key) => lent[lent.push(dataKeys.plain(key)) - 1]! }
    const sealed = { ...row, ...sealCredential(watched, { ...row, values }) }
    openCredential(watched, sealed)
    expect(() => openCredential(watched, { ...sealed, vaultId: 'vault-2' })).toThrow(refused)
    // Sealing's; the bytes that open stay in the crypto library.
    expect(lent.map((key) => key.every((byte) => byte === 0))).toEqual([true])
  })

  it('do not mind the order and repetition of hosts', () => {
    const sealed = seal(values)
    expect(openCredential(dataKeys, { ...sealed, agreedHosts: [...row.agreedHosts, ...row.agreedHosts].reverse() })).toEqual(values)
  })
})

describe('an envelope is bound to its row', () => {
  // Every pair of rows that differ in one part: swapping their envelopes must open neither.
  const differing: Record<string, () => typeof row> = {
    owner: () => ({ ...row, owner: 'account-2', dataKey: dataKeys.create('account-2') }),
    vaultId: () => ({ ...row, vaultId: 'vault-2' }),
    providerId: () => ({ ...row, providerId: 'provider-2' }),
    dataKey: () => ({ ...row, dataKey: dataKeys.create('account-1') }),
    'one host more': () => ({ ...row, agreedHosts: [...row.agreedHosts, 'evil.example'] }),
    'one host less': () => ({ ...row, agreedHosts: row.agreedHosts.slice(1) }),
    'hosts joined': () => ({ ...row, agreedHosts: [row.agreedHosts.join('')] }),
    'no hosts': () => ({ ...row, agreedHosts: [] }),
    'parts shifted': () => ({ ...row, vaultId: 'vault-1p', providerId: 'rovider-1' }),
  }

  it.each(Object.keys(differing))('%s', (part) => {
    const [one, two] = [seal(values), seal(values, differing[part]!())]
    expect(openCredential(dataKeys, one)).toEqual(values)
    expect(openCredential(dataKeys, two)).toEqual(values)
    expect(() => openCredential(dataKeys, { ...one, envelope: two.envelope })).toThrow(refused)
    expect(() => openCredential(dataKeys, { ...two, envelope: one.envelope })).toThrow(refused)
  })

  it('refuses a data key that belongs to another owner, sealing and opening', () => {
    const foreign = dataKeys.create('account-2')
    expect(() => sealCredential(dataKeys, { ...row, values, dataKey: foreign })).toThrow(expect.objectContaining({ code: 'internal' }))
    expect(() => openCredential(dataKeys, { ...seal(values), owner: 'account-2' })).toThrow(refused)
    expect(() => openCredential(dataKeys, { ...seal(values), dataKey: { ...dataKey, owner: 'account-2' } })).toThrow(refused)
  })

  it('refuses a row sealed under a foreign data key, though everything else fits', () => {
    const aad = buildAad({ ...row, owner: 'account-2', dataKeyId: dataKey.id })
    const envelope = sealBytes({ key: dataKeys.plain(dataKey), plaintext: Buffer.from('{}'), aad })
    expect(() => openCredential(dataKeys, { ...row, owner: 'account-2', aadVersion: 1, envelope })).toThrow(refused)
  })

  const frozen = (sealed: SealedCredential) => Object.freeze(sealed)
  it.each<[string, (sealed: SealedCredential) => void, ((sealed: SealedCredential) => SealedCredential)?]>([
    ['a host more', ({ agreedHosts }) => void agreedHosts.push('evil.example')],
    ['a host more behind a frozen front', ({ agreedHosts }) => void agreedHosts.push('evil.example'), frozen],
    ['another key id behind a frozen front', ({ dataKey: key }) => void (key.id = dataKeys.create('account-1').id), frozen],
    ['another owner', (sealed) => void (sealed.owner = 'account-2')],
    ['another list of hosts', (sealed) => void (sealed.agreedHosts = ['evil.example'])],
    ['another envelope', (sealed) => void (sealed.envelope = seal(values, { ...row, vaultId: 'vault-2' }).envelope)],
  ])('notices a record that was altered in memory after it had been opened: %s', (_what, alter, finish = (sealed) => sealed) => {
    const sealed = finish({ ...seal(values), dataKey: { ...dataKey }, agreedHosts: [...row.agreedHosts] })
    for (let n = 0; n < 2; n += 1) expect(openCredential(dataKeys, sealed)).toEqual(values)
    alter(sealed)
    expect(() => openCredential(dataKeys, sealed)).toThrow(PatchbayError)
  })

  it('refuses every AAD version but 1', () => {
    for (const aadVersion of [0, 2, -1, Number.NaN, '1', null, undefined]) {
      expect(() => openCredential(dataKeys, { ...seal(values), aadVersion: aadVersion as number })).toThrow(refused)
    }
  })

  it('names a key that is not loaded, and is not opened by another keyring', () => {
    const sealed = seal(values)
    const elsewhere = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
    expect(() => openCredential(elsewhere, sealed)).toThrow(expect.objectContaining({ code: 'key_unavailable' }))
  })
})

describe('what was sealed must be a flat object of strings', () => {
  const aad = buildAad({ ...row, dataKeyId: dataKey.id })
  const sealRaw = (text: string): SealedCredential => ({ ...row, aadVersion: 1, envelope: sealBytes({ key: dataKeys.plain(dataKey), plaintext: Buffer.from(text), aad }) })

  it.each(['', '{', 'null', '[]', '["a"]', '"text"', '5', '{"a":1}', '{"a":null}', '{"a":{"b":"c"}}', '{"a":["b"]}'])('refuses %s after opening', (text) => {
    expect(() => openCredential(dataKeys, sealRaw(text))).toThrow(refused)
  })

  it('refuses other values before sealing and names the field', () => {
    expect(() => sealCredential(dataKeys, { ...row, values: { a: 1 } as never })).toThrow(expect.objectContaining({ code: 'validation_failed', field: 'credentialPayload.a' }))
  })

  it('does not quote what it could not read, and marks its module in the error', () => {
    const secret = randomBytes(12).toString('hex')
    const error = (() => {
      try {
        return openCredential(dataKeys, sealRaw(`{"apiKey":"${secret}"`))
      } catch (caught) {
        return caught as Error
      }
    })() as Error
    expect(String(error.cause)).toContain(vaultSentinel)
    expect(`${error.message} ${String(error.cause)} ${error.stack}`).not.toContain(secret)
  })
})

describe('rebindCredential', () => {
  it('opens under the new hosts only', () => {
    const sealed = seal(values)
    const rebound = { ...sealed, ...rebindCredential(dataKeys, sealed, ['api.three.example']) }
    expect(openCredential(dataKeys, { ...rebound, agreedHosts: ['api.three.example'] })).toEqual(values)
    expect(() => openCredential(dataKeys, rebound)).toThrow(refused)
  })

  it('gives back the envelope and its version, nothing more', () => {
    expect(Object.keys(rebindCredential(dataKeys, seal(values), ['a.example'])).sort()).toEqual(['aadVersion', 'envelope'])
  })

  it('rebinds nothing it cannot open', () => {
    expect(() => rebindCredential(dataKeys, { ...seal(values), agreedHosts: ['evil.example'] }, ['evil.example'])).toThrow(refused)
  })
})
