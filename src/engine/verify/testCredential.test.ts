import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Listening } from '#tests/support/listen.ts'
import { makeCompiled, makeField, makeMethod, makeTest } from '#tests/support/makeCompiled.ts'
import type { CompiledAuthMethod, CompiledProvider } from '../catalog/CompiledProvider.ts'
import { createEgress } from '../egress/createEgress.ts'
import type { Egress } from '../egress/Egress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { hasTest, testCredential } from './testCredential.ts'

let upstream: Listening
let egress: Egress
let answer: (req: IncomingMessage, res: ServerResponse) => void = () => {}

beforeAll(async () => {
  upstream = await listen((req, res) => answer(req, res))
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
afterAll(async () => {
  await upstream.close()
  await egress.close()
})

const secret = ['sk', 'live', randomBytes(12).toString('hex')].join('_')
type Setup = { method?: Partial<CompiledAuthMethod>; row?: Partial<CompiledProvider>; values?: Record<string, string>; agreedHosts?: string[]; signal?: AbortSignal; timeoutMs?: number }

const run = ({ method: over, row, values = { key: secret }, agreedHosts, signal, timeoutMs }: Setup = {}) => {
  const method = makeMethod(over)
  const compiled = makeCompiled({ baseUrl: `${upstream.url}/v1`, authMethods: [method], ...row })
  return testCredential({ egress, compiled, method, values, agreedHosts: agreedHosts ?? compiled.allowedHosts, signal, timeoutMs })
}

const reply = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => {
  answer = (_req, res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers })
    res.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
  }
}

describe('the request', () => {
  it('is built from the row, with the credential in place', async () => {
    const seen: { method?: string; url?: string; auth?: string; extra?: string; body: string }[] = []
    answer = async (req, res) => {
      let body = ''
      for await (const chunk of req) body += String(chunk)
      seen.push({ method: req.method, url: req.url, auth: req.headers.authorization, extra: String(req.headers['x-team']), body })
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    }
    const test = makeTest({ method: 'POST', path: '/teams/{{team}}/me', headers: { 'X-Team': '{{team}}' }, query: { q: 'a b&c' }, body: { list: ['{{team}}', 1] } })
    const result = await run({ method: { test, fields: [makeField('key'), makeField('team', { secret: false })] }, values: { key: secret, team: 'a/b' } })
    expect(result).toMatchObject({ ok: true, httpStatus: 200 })
    expect(seen).toEqual([{ method: 'POST', url: '/v1/teams/a%2Fb/me?q=a%20b%26c', auth: `Bearer ${secret}`, extra: 'a/b', body: '{"list":["a/b",1]}' }])
  })
})

describe('what the answer means', () => {
  it.each([
    [401, {}, {}, 'credential_rejected', /^Acme did not accept this key\. It may be mistyped/],
    [403, {}, {}, 'credential_lacks_permission', /^The key works, but is not allowed to do what the test asks \(GET \/me\)/],
    [404, {}, {}, 'provider_error', /test path may be wrong/],
    [429, {}, { 'retry-after': '30' }, 'rate_limited', /^Acme asked us to slow down\. Your key is probably fine\. Test it again in 30 seconds\.$/],
    [402, {}, {}, 'provider_error', /asks for payment.*probably fine/],
    [400, {}, {}, 'provider_error', /status 400.*not judged/],
    [500, {}, {}, 'provider_error', /trouble of its own \(status 500\)/],
    [302, '', { location: 'http://127.0.0.1:1/login' }, 'provider_error', /redirect/],
    [204, '', {}, 'provider_error', /status 204/],
    [200, '<html>', { 'content-type': 'text/html' }, 'provider_error', /web page/],
  ])('%s → its code and sentence', async (status, body, headers, code, sentence) => {
    reply(status, body, headers as unknown as Record<string, string>)
    const result = await run()
    expect(result).toMatchObject({ ok: false, code, httpStatus: status })
    expect(result.message).toMatch(sentence)
  })

  it('yes, with identity and scopes', async () => {
    reply(200, { account: { name: 'Acme Inc', id: 7 } }, { 'x-oauth-scopes': 'chat:write, users:read' })
    const test = makeTest({ identity: { label: '/account/name', id: '/account/id' }, scopes: { header: 'X-OAuth-Scopes', separator: ',' } })
    expect(await run({ method: { test, requiredScopes: ['chat:write'] } })).toMatchObject({
      ok: true, message: 'Acme accepted this key, which belongs to Acme Inc.', identity: { label: 'Acme Inc', id: '7' }, scopes: ['chat:write', 'users:read'],
    })
  })

  it('names the scopes that lack, and does not guess when none are told', async () => {
    const test = makeTest({ scopes: { header: 'x-oauth-scopes', separator: ',' } })
    const method = { test, requiredScopes: ['chat:write', 'files:read', 'users:read'] }
    reply(200, {}, { 'x-oauth-scopes': 'users:read' })
    const lacking = await run({ method })
    expect(lacking.code).toBe('credential_lacks_permission')
    expect(lacking.message).toContain('chat:write, files:read')
    reply(200, {})
    expect(await run({ method })).toMatchObject({ ok: true, scopes: null })
    reply(200, {}, { 'x-oauth-scopes': '' })
    expect((await run({ method })).code).toBe('credential_lacks_permission')
  })

  it('a no inside a 200', async () => {
    const test = makeTest({ okWhen: { pointer: '/ok', equals: true }, errorAt: '/error' })
    reply(200, { ok: false, error: 'invalid_auth' })
    expect(await run({ method: { test } })).toMatchObject({ ok: false, code: 'credential_rejected', note: 'invalid_auth' })
    const row = { authFailure: { statuses: [401], also: [{ status: 200, pointer: '/error', matches: '^invalid_auth$' }] } }
    expect(await run({ method: { test }, row })).toMatchObject({ code: 'credential_rejected' })
    reply(200, { ok: false, error: 'fatal_error' })
    expect(await run({ method: { test }, row })).toMatchObject({ code: 'provider_error', note: 'fatal_error' })
    reply(200, { ok: true })
    expect(await run({ method: { test }, row })).toMatchObject({ ok: true })
    reply(200, 'nonsense')
    expect(await run({ method: { test } })).toMatchObject({ code: 'provider_error' })
  })

  it('the row decides which other answers refuse the credential', async () => {
    const row = { authFailure: { statuses: [401, 403], also: [{ status: 400, pointer: '/error/status', matches: 'API_KEY_INVALID' }] } }
    reply(403)
    expect((await run({ row })).code).toBe('credential_rejected')
    reply(400, { error: { status: 'API_KEY_INVALID' } })
    expect((await run({ row })).code).toBe('credential_rejected')
    reply(400, { error: { status: 'OTHER' } })
    expect((await run({ row })).code).toBe('provider_error')
  })

  it('reads a coded answer too, and one that unfolds without end as unreadable', async () => {
    const test = makeTest({ identity: { label: '/name', id: null } })
    reply(200, gzipSync('{"name":"Zed"}'), { 'content-encoding': 'gzip' })
    expect(await run({ method: { test } })).toMatchObject({ ok: true, identity: { label: 'Zed', id: null } })
    reply(200, gzipSync(Buffer.alloc(40_000_000)), { 'content-encoding': 'gzip' })
    expect(await run({ method: { test } })).toMatchObject({ code: 'provider_error' })
  })
})

describe('no answer', () => {
  it('unreachable', async () => {
    const gone = await listen(() => {})
    await gone.close()
    const host = `127.0.0.1:${gone.port}`
    const result = await run({ row: { baseUrl: gone.url, allowedHosts: [host] } })
    expect(result).toMatchObject({ ok: false, code: 'provider_unreachable', message: `We could not reach ${host}. Your key was not tested. Try again, or save it unverified.` })
  })

  it('too late: before the headers, and within the body', async () => {
    answer = () => {}
    expect(await run({ timeoutMs: 100 })).toMatchObject({ ok: false, code: 'provider_timeout', message: expect.stringContaining('did not answer in 0.1 seconds. Your key was not tested.') })
    answer = (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' })
      res.write('{')
    }
    expect(await run({ timeoutMs: 100 })).toMatchObject({ ok: false, code: 'provider_timeout' })
  })

  it('more than 1 MB', async () => {
    reply(200, 'x'.repeat(1_100_000))
    expect(await run()).toMatchObject({ ok: false, code: 'provider_error' })
  })

  it('broken off half-way', async () => {
    answer = (_req, res) => {
      res.writeHead(200, { 'content-length': '1000' })
      res.write('half', () => res.destroy())
    }
    expect((await run()).ok).toBe(false)
  })

  it('a private address, a host nobody agreed to, no test: said, not sent', async () => {
    let hits = 0
    answer = (_req, res) => {
      hits += 1
      res.end()
    }
    expect(await run({ row: { baseUrl: 'https://10.0.0.1', allowedHosts: ['10.0.0.1'] } })).toMatchObject({ code: 'host_not_allowed' })
    expect(await run({ row: { allowedHosts: ['elsewhere.test'] } })).toMatchObject({ code: 'host_not_allowed' })
    expect(await run({ agreedHosts: ['elsewhere.test'] })).toMatchObject({ code: 'host_consent_required' })
    expect(await run({ method: { test: null } })).toMatchObject({ code: 'provider_unavailable' })
    expect(hits).toBe(0)
    expect(hasTest({ compiled: makeCompiled({ baseUrl: null }), method: makeMethod() })).toBe(false)
  })

  it('the caller went away: its own reason', async () => {
    const controller = new AbortController()
    answer = () => controller.abort(new Error('gone'))
    await expect(run({ signal: controller.signal })).rejects.toThrow('gone')
  })
})

describe('the service’s own words', () => {
  it.each([
    [{ error: { message: 'Bad key' } }, 'Bad key'],
    [{ error: 'invalid_token', error_description: 'Expired' }, 'Expired'],
    [{ errors: [{ detail: 'Nope' }] }, 'Nope'],
    ['Unauthorized\r\n\u0007 now', 'Unauthorized now'],
    ['<html>secret page</html>', undefined],
    [[], undefined],
  ])('%j', async (body, note) => {
    reply(401, body as object)
    expect((await run()).note).toBe(note)
  })

  it('never hold the credential, in any usual encoding, nor more than 500 characters', async () => {
    const wrap = (text: string) => [
      text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), Buffer.from(text).toString('base64'), Buffer.from(text).toString('base64url'),
      Buffer.from(`user:${text}`).toString('base64'), Buffer.from(text).toString('hex'), Buffer.from(text).toString('hex').toUpperCase(),
    ]
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[!-~]{12,60}$/), fc.nat(7), fc.nat(600), async (key, form, padding) => {
        const echo = wrap(key)[form] as string
        reply(401, { error: { message: `${'a '.repeat(padding)}got ${echo} and ${echo}` } })
        const result = await run({ values: { key } })
        expect(result.code).toBe('credential_rejected')
        expect(JSON.stringify(result)).not.toContain(JSON.stringify(echo).slice(1, -1))
        expect(result.note?.length).toBeLessThanOrEqual(500)
      }),
      { numRuns: 60 },
    )
  })

  it('nor does what it says about the owner', async () => {
    reply(200, { name: `key ${secret}` }, { 'x-scopes': secret })
    const result = await run({ method: { test: makeTest({ identity: { label: '/name', id: '/name' }, scopes: { header: 'x-scopes', separator: ',' } }) } })
    expect(result.ok).toBe(true)
    expect(JSON.stringify(result)).not.toContain(secret)
  })
})
