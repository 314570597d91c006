import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CompiledAuthMethod, Injection, ProviderField } from '../catalog/CompiledProvider.ts'
import { isPatchbayError } from '../errors.ts'
import { injectCredential } from './injectCredential.ts'
import type { RequestHeaders } from './RequestHeaders.ts'
import { injectedPlaces } from './injectedPlaces.ts'

const field = (name: string, required = true): ProviderField => ({ name, label: name, hint: null, secret: true, required, pattern: null, example: null, format: null, options: null, default: null, helpUrl: null })

const methodOf = (inject: Injection[], rest: Partial<CompiledAuthMethod> = {}): CompiledAuthMethod => ({
  key: 'key', type: 'api_key', label: 'API key', mode: 'service', fields: [field('key'), field('extra', false)], hostFields: [], derive: {}, inject, requiredScopes: [], test: null, apiKeyField: null, marks: { sending: '#', test: null, exchange: null }, oauth: null, exchange: null, app: null, ...rest,
})

const at = (place: 'header' | 'query' | 'cookie' | 'body', name: string, value = '{{key}}'): Injection => ({ in: place, name, value })
const path = (value: string): Injection => ({ in: 'path', name: null, value })

type Given = { inject: Injection[]; values?: Record<string, string>; url?: string; headers?: RequestHeaders; body?: Uint8Array | Readable | null; basePath?: string; rest?: Partial<CompiledAuthMethod> }

const inject = ({ inject: places, values = { key: 'k1' }, url = 'https://api.test/v1/things?a=1', headers = {}, body = null, basePath, rest }: Given) =>
  injectCredential({ method: methodOf(places, rest), values, url: new URL(url), headers, body, basePath })

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return isPatchbayError(error) ? error.code : 'not a PatchbayError'
  }
  return 'no error'
}

describe('headers', () => {
  it('replaces every case variant the caller sent', () => {
    const { headers } = inject({ inject: [at('header', 'X-Api-Key', 'Token {{key}}')], headers: { 'X-API-KEY': 'mine', 'x-Api-key': ['a', 'b'], Accept: 'text/plain' } })
    expect(headers).toEqual({ accept: 'text/plain', 'x-api-key': 'Token k1' })
  })

  it.each(['a\r\nx: y', 'a\nb', 'a\0b', 'a\u007fb', ' a', 'a ', '', 'łódź', 'a\u2028b'])('refuses %j', (key) => {
    expect(codeOf(() => inject({ inject: [at('header', 'x-key')], values: { key } }))).toBe('validation_failed')
  })

  it('sends user name and password as RFC 7617 says', () => {
    const values = { username: 'Aladdin', password: 'öpen:sesame' }
    const { headers } = inject({ inject: [at('header', 'Authorization', 'Basic {{basicCredentials}}')], values, rest: { type: 'basic' } })
    expect(Buffer.from(String(headers.authorization).slice('Basic '.length), 'base64').toString()).toBe('Aladdin:öpen:sesame')
  })

  it('leaves out a place whose optional field is empty, and refuses one whose required field is missing', () => {
    expect(inject({ inject: [at('header', 'x-extra', '{{extra}}')], values: { key: 'k' } }).headers).toEqual({})
    expect(inject({ inject: [at('header', 'x-extra', '{{extra}}')], values: { key: 'k', extra: '' } }).headers).toEqual({})
    expect(codeOf(() => inject({ inject: [at('header', 'x-key')], values: {} }))).toBe('validation_failed')
  })

  it('never reads a value as a template', () => {
    expect(inject({ inject: [at('header', 'x-key')], values: { key: '{{extra}}', extra: 'no' } }).headers['x-key']).toBe('{{extra}}')
  })
})

describe('query', () => {
  it('drops every spelling of the name and keeps the other bytes', () => {
    const { url } = inject({ inject: [at('query', 'key')], url: 'https://api.test/x?sig=%2f%2F+~&key=a&%6Bey=b&keys=c&key', values: { key: 'a&b=c#d/e+f' } })
    expect(url.search).toBe('?sig=%2f%2F+~&keys=c&key=a%26b%3Dc%23d%2Fe%2Bf')
  })

  it('leaves the URL it was given alone', () => {
    const url = new URL('https://api.test/x')
    injectCredential({ method: methodOf([at('query', 'key')]), values: { key: 'k' }, url, headers: {}, body: null })
    expect(url.href).toBe('https://api.test/x')
  })
})

describe('cookie', () => {
  it('replaces its own pair only', () => {
    const { headers } = inject({ inject: [at('cookie', 'sid')], headers: { Cookie: 'a=1; sid=old;sid2=x' }, values: { key: 'p%3D=;x "y"' } })
    expect(headers.cookie).toBe('a=1; sid2=x; sid=p%3D=%3Bx%20%22y%22')
  })
})

describe('path', () => {
  it('stands right behind the base path', () => {
    const values = { key: '123:AbC' }
    expect(inject({ inject: [path('/bot{{key}}')], values, url: 'https://api.test/getMe?x=1' }).url.href).toBe('https://api.test/bot123:AbC/getMe?x=1')
    expect(inject({ inject: [path('/bot{{key}}')], values, url: 'https://api.test/v2/getMe', basePath: '/v2/' }).url.pathname).toBe('/v2/bot123:AbC/getMe')
    expect(inject({ inject: [path('/bot{{key}}')], values: { key: 'a/b?c#d' }, url: 'https://api.test/getMe' }).url.pathname).toBe('/bota%2Fb%3Fc%23d/getMe')
  })

  it.each(['.', '..', ''])('refuses %j as a segment', (key) => {
    expect(codeOf(() => inject({ inject: [path('/{{key}}')], values: { key } }))).toBe('validation_failed')
  })

  it('refuses an address that is not below the base', () => {
    expect(codeOf(() => inject({ inject: [path('/{{key}}')], url: 'https://api.test/v10/x', basePath: '/v1' }))).toBe('host_not_allowed')
  })
})

describe('body', () => {
  const json = { 'Content-Type': 'application/json; charset=utf-8' }
  const text = (body: unknown): string => Buffer.from(body as Uint8Array).toString()

  it('adds to a JSON object without touching the rest', () => {
    const body = Buffer.from(' { "n": 12345678901234567890, "n2": 1.0 }')
    expect(text(inject({ inject: [at('body', 'api_key')], headers: json, body }).body)).toBe(' {"api_key":"k1", "n": 12345678901234567890, "n2": 1.0 }')
    expect(text(inject({ inject: [at('body', 'api_key')], headers: json, body: Buffer.from('{}') }).body)).toBe('{"api_key":"k1"}')
  })

  it('replaces what the caller sent under that name, however it is spelled', () => {
    const body = Buffer.from(String.raw`{"api_k\u0065y":"mine","b":2}`)
    expect(JSON.parse(text(inject({ inject: [at('body', 'api_key')], headers: json, body }).body))).toEqual({ b: 2, api_key: 'k1' })
  })

  it('replaces a form field', () => {
    const body = Buffer.from('a=1&api%5Fkey=mine&b=%20')
    expect(text(inject({ inject: [at('body', 'api_key')], headers: { 'content-type': 'application/x-www-form-urlencoded' }, body, values: { key: 'x&y' } }).body)).toBe('a=1&b=%20&api_key=x%26y')
  })

  it('makes a JSON object where there was no body', () => {
    const made = inject({ inject: [at('body', 'api_key')] })
    expect(text(made.body)).toBe('{"api_key":"k1"}')
    expect(made.headers['content-type']).toBe('application/json')
  })

  it.each([
    ['a stream', json, Readable.from(['{}'])],
    ['another type', { 'content-type': 'text/plain' }, Buffer.from('{}')],
    ['no type', {}, Buffer.from('{}')],
    ['an array', json, Buffer.from('[]')],
    ['broken JSON', json, Buffer.from('{"a":')],
    ['bytes that are not UTF-8', json, Buffer.from([0x7b, 0xff, 0x7d])],
  ])('refuses %s', (_what, headers, body) => {
    expect(codeOf(() => inject({ inject: [at('body', 'api_key')], headers: headers as RequestHeaders, body }))).toBe('invalid_request')
  })

  it('passes a stream on when nothing goes into the body', () => {
    const body = Readable.from(['x'])
    expect(inject({ inject: [at('header', 'x-key')], body }).body).toBe(body)
  })
})

describe('no value leaves its place', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('\r\n', '\n', '&', '=', '#', '?', '/', '\\', '..', '.', ';', ',', '"', "'", '%', '%2e', '%2F', '{{key}}', ' ', '\0', '\ud800', '$&', 'é', 'x'), { maxLength: 8 }).map((parts) => parts.join('')),
  )
  const marker = randomBytes(4).toString('hex')
  const attempt = (given: Given) => {
    try {
      return inject(given)
    } catch (error) {
      if (isPatchbayError(error)) return null
      throw error
    }
  }

  it('as a header: one value, one line', () => {
    fc.assert(
      fc.property(hostile, (key) => {
        const made = attempt({ inject: [at('header', 'x-key', `${marker}{{key}}`)], values: { key }, headers: { a: 'b' } })
        if (made === null) return
        expect(Object.keys(made.headers)).toEqual(['a', 'x-key'])
        expect(made.headers['x-key']).toMatch(/^[\x20-\x7e\x80-\xff\t]*$/)
        expect(() => new Headers(made.headers as Record<string, string>)).not.toThrow()
      }),
    )
  })

  it('as a parameter: the receiver reads back exactly this value and the caller’s own parameters', () => {
    fc.assert(
      fc.property(hostile, (key) => {
        const made = attempt({ inject: [at('query', 'key')], values: { key }, url: 'https://api.test/v1/x?a=1&key=2' })
        if (made !== null) expect([...made.url.searchParams]).toEqual([['a', '1'], ['key', key]])
        if (made !== null) expect(made.url.pathname + made.url.hash).toBe('/v1/x')
      }),
    )
  })

  it('as a path segment: same number of segments, same origin, same rest', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('/{{key}}', '/bot{{key}}', '/a/{{key}}/b'), (key, template) => {
        const made = attempt({ inject: [path(template)], values: { key }, url: 'https://api.test/v1/x?q=1', basePath: '/v1' })
        if (made === null) return
        expect(made.url.origin + made.url.search + made.url.hash).toBe('https://api.test?q=1')
        const segments = made.url.pathname.split('/')
        expect(segments.length).toBe('/v1/x'.split('/').length + template.split('/').length - 1)
        expect([segments[1], segments.at(-1)]).toEqual(['v1', 'x'])
        expect(decodeURIComponent(made.url.pathname)).toBe(`/v1${template.replace('{{key}}', () => key)}/x`)
      }),
    )
  })

  it('as a cookie: one pair more', () => {
    fc.assert(
      fc.property(hostile, (key) => {
        const made = attempt({ inject: [at('cookie', 'sid')], values: { key }, headers: { cookie: 'a=1' } })
        if (made !== null) expect(made.headers.cookie).toMatch(/^a=1; sid=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/)
      }),
    )
  })

  it('as a body field: the receiver reads back exactly this value', () => {
    fc.assert(
      fc.property(hostile, fc.jsonValue(), (key, other) => {
        const body = Buffer.from(JSON.stringify({ other }))
        const made = attempt({ inject: [at('body', '__proto__')], values: { key }, headers: { 'content-type': 'application/json' }, body })
        if (made === null) return
        const read = JSON.parse(Buffer.from(made.body as Uint8Array).toString()) as object
        expect(Object.keys(read).sort()).toEqual(['__proto__', 'other'])
        expect(Object.getOwnPropertyDescriptor(read, '__proto__')?.value).toBe(key)
      }),
    )
  })
})

describe('injectedPlaces', () => {
  it('names what the caller may not set', () => {
    const method = methodOf([at('header', 'X-Key'), at('query', 'key'), at('cookie', 'sid'), at('body', 'b'), path('/x')])
    expect(injectedPlaces(method)).toEqual({ headers: ['x-key', 'cookie'], query: ['key'], cookies: ['sid'] })
  })
})
