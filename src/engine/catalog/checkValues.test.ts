import { describe, expect, it } from 'vitest'
import { PatchbayError } from '../errors.ts'
import { checkRow } from './checkRow.ts'
import { checkValues } from './checkValues.ts'
import type { CompiledProvider } from './CompiledProvider.ts'
import { deriveValues } from './deriveValues.ts'

type Json = Record<string, unknown>

function compile(method: Json): CompiledProvider {
  const inject = [{ in: 'header', name: 'Authorization', value: '{{apiKey}}' }]
  const result = checkRow({ row: { key: 'acme', name: 'Acme', category: 'Tools', description: 'An example.', authMethods: [{ key: 'k', type: 'api_key', label: 'Key', inject, ...method }] } })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.compiled
}
const apiKey = { name: 'apiKey', label: 'API Key', pattern: '^re_[A-Za-z0-9_]+$', example: 're_123abc', refuse: [{ pattern: '^pk_', reason: 'This is a publishable key.' }] }
const mail = compile({ fields: [apiKey, { name: 'fromEmail', label: 'From Email', secret: false, format: 'email' }, { name: 'note', label: 'Note', secret: false, required: false }, { name: 'zone', label: 'Zone', secret: false, default: 'eu', options: [{ value: 'eu', label: 'EU' }, { value: 'us', label: 'US' }] }] })

const check = (compiled: CompiledProvider, payload: unknown, partial = false) => checkValues({ compiled, method: compiled.authMethods[0]!, payload, partial })
function faults(compiled: CompiledProvider, payload: unknown, partial = false): PatchbayError[] {
  try {
    check(compiled, payload, partial)
  } catch (error) {
    if (error instanceof PatchbayError) return [error, ...error.also]
    throw error
  }
  throw new Error('No fault was found.')
}
const good = { apiKey: 're_abc', fromEmail: 'a@example.com' }

describe('checkValues', () => {
  it('takes good values and fills defaults', () => {
    expect(check(mail, good)).toEqual({ values: { ...good, zone: 'eu' }, cleaned: [], cleared: [] })
  })

  it('cleans a pasted key and says which field', () => {
    expect(check(mail, { ...good, apiKey: ' "Bearer re_abc"\n' })).toMatchObject({ values: { apiKey: 're_abc' }, cleaned: ['apiKey'] })
  })

  it('names each missing field of an empty payload', () => {
    expect(faults(mail, {}).map(({ code, field }) => [code, field])).toEqual([['validation_failed', 'credentialPayload.apiKey'], ['validation_failed', 'credentialPayload.fromEmail']])
  })

  it('asks only for what is given when partial, and tells what is to be taken away', () => {
    expect(check(mail, { note: '' }, true)).toEqual({ values: {}, cleaned: [], cleared: ['note'] })
    expect(check(mail, {}, true).values).toEqual({})
    expect(faults(mail, { apiKey: '' }, true)[0]).toMatchObject({ code: 'validation_failed', field: 'credentialPayload.apiKey' })
  })

  it.each([
    ['an unknown field', { ...good, other: 'x' }, 'validation_failed', 'other'],
    ['a number', { ...good, apiKey: 5 }, 'validation_failed', 'apiKey'],
    ['an object', { ...good, apiKey: { a: 1 } }, 'validation_failed', 'apiKey'],
    ['a bad address', { ...good, fromEmail: 'nobody' }, 'validation_failed', 'fromEmail'],
    ['an unknown option', { ...good, zone: 'mars' }, 'validation_failed', 'zone'],
    ['17 kB', { ...good, note: 'ä'.repeat(8_500) }, 'validation_failed', 'note'],
    ['a NUL character', { ...good, note: 'a\u0000b' }, 'validation_failed', 'note'],
    ['two lines', { ...good, note: 'a\nb' }, 'validation_failed', 'note'],
    ['a look-alike', { ...good, apiKey: 'pk_abc' }, 'credential_format', 'apiKey'],
    ['a wrong form', { ...good, apiKey: 're_!' }, 'credential_format', 'apiKey'],
    ['a prototype key', JSON.parse('{"apiKey":"re_abc","fromEmail":"a@example.com","__proto__":"x"}'), 'validation_failed', '__proto__'],
  ])('refuses %s', (_name, payload, code, name) => {
    expect(faults(mail, payload)).toEqual([expect.objectContaining({ code, field: `credentialPayload.${name}` })])
  })

  it('leaves another form to the test where somebody vouches for it, but nothing else that is wrong', () => {
    const vouched = (compiled: CompiledProvider, payload: unknown) => checkValues({ compiled, method: compiled.authMethods[0]!, payload, partial: false, anyForm: true })
    expect(vouched(mail, { ...good, apiKey: 'new-form' }).values.apiKey).toBe('new-form')
    for (const payload of [{ ...good, apiKey: 'pk_abc' }, { ...good, apiKey: 'a\u0000b' }, { ...good, fromEmail: 'nobody' }, { ...good, zone: 'mars' }, { fromEmail: good.fromEmail }]) {
      expect(() => vouched(mail, payload), JSON.stringify(payload)).toThrow(PatchbayError)
    }
    const hosted = compile({ fields: [apiKey, { name: 'region', label: 'Region', secret: true, pattern: '^[a-z]{2}$', example: 'eu' }] })
    const [method] = hosted.authMethods
    expect(() => checkValues({ compiled: hosted, method: { ...method!, hostFields: ['region'] }, payload: { apiKey: 'x', region: 'eu.evil.example' }, partial: false, anyForm: true })).toThrow(PatchbayError)
  })

  it.each([[null], ['re_abc'], [[]], [5]])('refuses %j as a payload', (payload) => {
    expect(faults(mail, payload)[0]).toMatchObject({ code: 'validation_failed', field: 'credentialPayload' })
  })

  it('says what the keys look like without printing the one given', () => {
    const wrong = ['sk', 'abcdefghijklmnop'].join('_')
    expect(faults(mail, { ...good, apiKey: wrong })[0]!.message).toBe('Keys for Acme start with re_. This one starts with sk_.')
    expect(faults(mail, { ...good, apiKey: 'qwertyuiopasdfgh' })[0]!.message).toBe('Keys for Acme start with re_. This one does not.')
    expect(faults(mail, { ...good, apiKey: 'pk_abc' })[0]!.message).toBe('This is a publishable key.')
  })

  it('lets a password keep quotes and words that look like wrapping', () => {
    const basic = compile({ type: 'basic', fields: null, inject: null })
    expect(check(basic, { username: 'me', password: '"Bearer x"' }).values.password).toBe('"Bearer x"')
    expect(faults(basic, { username: 'a:b', password: 'x' })[0]).toMatchObject({ field: 'credentialPayload.username' })
  })

  it('lets line breaks through only where the pattern covers them', () => {
    const pem = compile({ fields: [{ name: 'apiKey', label: 'Key', pattern: '^-----BEGIN [A-Z ]+-----\\n[A-Za-z0-9\\n]+\\n-----END [A-Z ]+-----$' }] })
    const value = ['-----BEGIN TEST-----', 'abc', '-----END TEST-----'].join('\n')
    expect(check(pem, { apiKey: value }).values.apiKey).toBe(value)
    expect(faults(pem, { apiKey: `${value}\u0000` })).toHaveLength(1)
  })

  it('refuses a secret that lacks a part the row needs', () => {
    const derived = compile({ fields: [{ name: 'apiKey', label: 'Key', example: 'a-us6' }], derive: { dc: { from: 'apiKey', pattern: '-([a-z]{2}[0-9]+)$' } } })
    expect(faults(derived, { apiKey: 'abc' })[0]).toMatchObject({ code: 'credential_format', field: 'credentialPayload.apiKey' })
  })
})

describe('deriveValues', () => {
  it('encodes a text of several fields, and the user-pass of basic methods', () => {
    const encoded = compile({ fields: [{ name: 'apiKey', label: 'Key' }], derive: { pair: { template: 'any:{{apiKey}}', encode: 'base64' } }, inject: [{ in: 'header', name: 'Authorization', value: 'Basic {{pair}}' }] })
    const method = encoded.authMethods[0]!
    const values = deriveValues(method, { apiKey: 'kä' })
    expect(Buffer.from(values.pair!, 'base64').toString()).toBe('any:kä')
    expect(deriveValues(method, values)).toEqual(values)
    const basic = compile({ type: 'basic', fields: null, inject: null })
    expect(Buffer.from(deriveValues(basic.authMethods[0]!, { username: 'u', password: 'p' }).basicCredentials!, 'base64').toString()).toBe('u:p')
  })
})
