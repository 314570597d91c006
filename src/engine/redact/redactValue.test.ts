import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PatchbayError } from '../errors.ts'
import { redactValue } from './redactValue.ts'
import { Secret } from './Secret.ts'

const secret = `${randomBytes(15).toString('base64url')}x7`

describe('redactValue', () => {
  it('redacts by name at any depth and keeps the rest', () => {
    expect(redactValue({ user: 'bob', apiKey: secret, nested: [{ Client_Secret: secret, headers: { Authorization: `Bearer ${secret}`, accept: 'x' } }], password: { old: secret } })).toEqual({
      user: 'bob', apiKey: '[redacted]', nested: [{ Client_Secret: '[redacted]', headers: { Authorization: '[redacted]', accept: 'x' } }], password: '[redacted]',
    })
  })

  it('keeps counts, masks, nothing, yes and no', () => {
    const kept = { tokens_used: 5, max_tokens: 100, tokenCount: 3, maskedCredential: { apiKey: null }, token: null, secret: true, password: '', hasToken: true, accessToken: undefined, token_type: 'bearer', access_token_count: 2, idToken: 5 }
    expect(redactValue(kept)).toEqual(kept)
    expect(redactValue({ pin: 4711, password: 12345 })).toEqual({ pin: '[redacted]', password: '[redacted]' })
  })

  it('redacts Secret values, bytes and known values wherever they stand', () => {
    expect(redactValue({ a: new Secret(secret), b: Buffer.from(secret), c: new Uint8Array(3), d: `x ${secret} y`, [secret]: 1 }, [secret])).toEqual({ a: '[redacted]', b: `[${secret.length} bytes]`, c: '[3 bytes]', d: 'x [redacted] y', '[redacted]': 1 })
  })

  it('reads lists of names and values, raw headers, Headers, Map, Set and URL', () => {
    expect(redactValue([{ name: 'apiKey', value: secret, secret: true }, { key: 'region', value: 'eu' }])).toEqual([{ name: 'apiKey', value: '[redacted]', secret: true }, { key: 'region', value: 'eu' }])
    expect(redactValue(['Host', 'a.example', 'Authorization', secret, 'Accept', 'x'])).toEqual(['Host', 'a.example', 'Authorization', '[redacted]', 'Accept', 'x'])
    expect(redactValue(new Headers({ authorization: secret, accept: 'x' }))).toEqual({ accept: 'x', authorization: '[redacted]' })
    expect(redactValue(new Map<string, unknown>([['token', secret], ['n', 1]]))).toEqual({ token: '[redacted]', n: 1 })
    expect(redactValue(new Set(['a', 'b']))).toEqual(['a', 'b'])
    expect(redactValue(new URL(`https://bob:${secret}@a.example/?api_key=${secret}`))).toBe('https://bob:[redacted]@a.example/?api_key=[redacted]')
  })

  it('turns the rest into what JSON can carry', () => {
    expect(redactValue({ date: new Date(0), bad: new Date(Number.NaN), big: 10n, fn: () => 1, symbol: Symbol('x'), json: { toJSON: () => ({ token: secret }) } })).toEqual({ date: '1970-01-01T00:00:00.000Z', bad: '[no date]', big: '10', fn: '[function]', symbol: '[symbol]', json: { token: '[redacted]' } })
    const odd = redactValue(JSON.parse('{"__proto__":{"polluted":true}}')) as object
    expect(Object.getPrototypeOf(odd)).toBe(Object.prototype)
    expect(JSON.stringify(odd)).toBe('{"__proto__":{"polluted":true}}')
  })

  it('keeps of an error its name, message, code, cause and frames only', () => {
    const database = Object.assign(new Error(`duplicate key value`), { code: '23505', detail: `Key (email)=(${secret}) already exists.`, where: secret, parameters: [secret] })
    const query = Object.assign(new Error(`Failed query: insert into "x" values ($1)\nparams: bob,${secret}\nmore`, { cause: database }), { query: secret, params: [secret] })
    const copied = redactValue({ error: new PatchbayError('database_unavailable', { cause: query }) }) as { error: Record<string, Record<string, unknown>> }
    expect(copied.error).toMatchObject({ name: 'PatchbayError', code: 'database_unavailable', status: 503, cause: { message: 'Failed query: insert into "x" [dropped]', cause: { name: 'Error', message: 'duplicate key value', code: '23505' } } })
    expect(Object.keys(copied.error.cause!.cause!).sort()).toEqual(['code', 'message', 'name', 'stack'])
    expect(String(copied.error.stack)).toMatch(/^at .*redactValue\.test/)
    expect(JSON.stringify(copied)).not.toContain(secret)
  })

  it('drops statements and their parameters from texts as well', () => {
    const texts = [`Failed query: select "a" from "x" where "b" = '${secret}'`, `before\nparams: ${secret}`, `Error: Failed query: update "x" set "a" = $1\\nparams: ${secret}`]
    const dropped = ['Failed query: select [dropped]', 'before\nparams: [dropped]', 'Error: Failed query: update "x" [dropped]']
    expect(redactValue({ texts })).toEqual({ texts: dropped })
    expect(redactValue(dropped)).toEqual(dropped)
  })

  it('redacts in messages, of every error of an aggregate too', () => {
    const copied = redactValue(new AggregateError([new Error(`token=${secret}`), `Bearer ${secret}`], `sent ${secret}`), [secret])
    expect(copied).toMatchObject({ name: 'AggregateError', message: 'sent [redacted]', errors: [{ message: 'token=[redacted]' }, 'Bearer [redacted]'] })
  })

  it('survives cycles, endless causes, depth, breadth and size', () => {
    const cycle: Record<string, unknown> = { a: 1 }
    cycle.self = cycle
    expect(redactValue(cycle)).toEqual({ a: 1, self: '[circular]' })
    const shared = { b: 1 }
    expect(redactValue([shared, shared])).toEqual([shared, shared])
    const error = new Error('loop')
    error.cause = error
    expect(redactValue(error)).toMatchObject({ message: 'loop', cause: '[circular]' })
    let deep: unknown = secret
    for (let i = 0; i < 5000; i += 1) deep = { deep }
    expect(JSON.stringify(redactValue(deep))).toContain('[too deep]')
    expect((redactValue(Array.from({ length: 1000 }, (_, i) => i)) as unknown[]).length).toBe(201)
    expect(Object.keys(redactValue(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]))) as object)).toHaveLength(201)
    const wide = (depth: number): unknown => (depth === 0 ? 'x' : Array.from({ length: 60 }, () => wide(depth - 1)))
    expect(JSON.stringify(redactValue(wide(3)))).toContain('[too large]')
    expect(JSON.stringify(redactValue(Array.from({ length: 100 }, () => 'y'.repeat(50_000)))).length).toBeLessThan(400_000)
  })

  it('never throws, whatever getters and proxies do', () => {
    const thrower = { get bad(): string { throw new Error(secret) }, good: 1 }
    const hostile = new Proxy({}, { ownKeys: () => { throw new Error(secret) }, has: () => { throw new Error(secret) }, get: () => { throw new Error(secret) }, getPrototypeOf: () => { throw new Error(secret) } })
    const copied = JSON.stringify(redactValue({ thrower, hostile, ok: 1 }))
    expect(copied).toBe('{"thrower":"[unreadable]","hostile":"[unreadable]","ok":1}')
  })

  it('does not change what it copies, and copying a copy changes nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const before = JSON.stringify(value)
        const once = redactValue({ value, token: secret })
        expect(JSON.stringify(value)).toBe(before)
        expect(redactValue(once)).toEqual(once)
      }),
    )
  })

  it('lets no known secret through, wherever it stands in a value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string({ maxLength: 5 }), (value, around) => {
        const planted = JSON.parse(JSON.stringify(value, (_key, entry: unknown) => (typeof entry === 'string' ? `${around}${secret}${entry}` : entry))) as unknown
        expect(JSON.stringify(redactValue([planted, { [`${around}${secret}`]: secret }], [secret]))).not.toContain(secret)
      }),
    )
  })
})
