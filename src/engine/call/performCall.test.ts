import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { listen, type Listening } from '#tests/support/listen.ts'
import { makeCompiled, makeField, makeMethod } from '#tests/support/makeCompiled.ts'
import { makeVault } from '#tests/support/makeVault.ts'
import type { CompiledProvider } from '../catalog/CompiledProvider.ts'
import { createEgress } from '../egress/createEgress.ts'
import type { Egress } from '../egress/Egress.ts'
import { PatchbayError } from '../errors.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import type { BuiltInRecord, CallOutcome, ConnectionRecord, Distribution, RoutingMode } from '../ports.ts'
import { createCallMemory, type CallMemory } from './CallMemory.ts'
import type { CallContext, CallPorts, CallRequest, Renewal } from './CallPorts.ts'
import { performCall } from './performCall.ts'

type Hit = { method: string; url: string; key: string; headers: IncomingMessage['headers']; body: string }
type Reply = (req: IncomingMessage, res: ServerResponse, hit: Hit) => void

const vault = makeVault()
let upstream: Listening
let egress: Egress
let host: string
let hits: Hit[]
let reply: Reply
let memory: CallMemory
let clock: number
let refusals: string[]
let renewals: string[]
let renew: (connection: ConnectionRecord) => Renewal
let verdict: 'active' | 'error' | 'unknown'
let outcomes: (CallOutcome & { context: CallContext })[]

beforeAll(async () => {
  upstream = await listen(async (req, res) => {
    const hit = { method: req.method ?? '', url: req.url ?? '', key: (req.headers.authorization ?? '').replace('Bearer ', ''), headers: req.headers, body: await text(req) }
    hits.push(hit)
    reply(req, res, hit)
  })
  host = `127.0.0.1:${upstream.port}`
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
afterAll(async () => {
  await upstream.close()
  await egress.close()
})
beforeEach(() => {
  hits = []
  refusals = []
  renewals = []
  renew = () => {
    throw new Error('nothing was to be renewed')
  }
  outcomes = []
  verdict = 'error'
  clock = Date.parse('2026-11-20T12:00:00Z')
  memory = createCallMemory()
  reply = (_req, res) => res.writeHead(200, { 'content-type': 'text/plain' }).end('fine')
})

const own = (key: string, rest: Partial<ConnectionRecord> = {}) => vault.connection({ values: { key }, agreedHosts: [host], displayName: key, ...rest })

type World = { connections?: ConnectionRecord[]; builtIn?: BuiltInRecord | null; row?: Partial<CompiledProvider>; mode?: RoutingMode; distribution?: Distribution }

const call = async ({ connections = [own('a')], builtIn = null, row, mode = 'auto', distribution = 'default' }: World, request: Partial<CallRequest> = {}) => {
  const compiled = makeCompiled({ baseUrl: `${upstream.url}/v1`, ...row })
  // A body may close after its test has ended: each call reports to its own test.
  const reported = outcomes
  const ports: CallPorts = {
    load: async ({ account }) => ({ account: { id: account, blocked: false, blockedReason: null }, provider: { id: 'provider-1', compiled, blocked: false, blockedReason: null }, policy: { mode, distribution }, connections, builtIn, readAt: new Date(clock) }),
    dataKeys: vault.dataKeys,
    egress,
    renew: async (connection, reason) => {
      renewals.push(`${connection.displayName} ${reason}`)
      return renew(connection)
    },
    onRefused: async (connection) => {
      refusals.push(connection.displayName)
      return verdict
    },
    record: (outcome, context) => reported.push({ ...outcome, context }),
    now: () => new Date(clock),
    random: () => 0,
  }
  const whole: CallRequest = { account: 'account-1', provider: 'acme', connectionId: null, user: null, door: 'tenant', service: null, method: 'GET', path: '/things', query: null, headers: {}, body: null, ...request }
  const answer = await performCall({ ports, memory, request: whole })
  const body = answer.body instanceof Uint8Array ? answer.body.toString() : await text(answer.body)
  return { ...answer, body }
}

const codeOf = async (run: Promise<unknown>): Promise<unknown> => run.then(() => 'no error', (error: { code?: unknown }) => error.code ?? error)
const byKey = (table: Record<string, [number, string?, Record<string, string>?]>): Reply => (_req, res, { key }) => {
  const [status, body = '', headers = {}] = table[key] ?? [500]
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

describe('an ordinary call', () => {
  it('carries the credential, the path, the query and the body as they are, and is recorded', async () => {
    const connection = own('a')
    const headers = { accept: 'x/y', 'X-Forwarded-For': '1.2.3.4', Cookie: 'c=1', AUTHORIZATION: 'Bearer mine', authorization: 'Bearer mine too' }
    const answer = await call({ connections: [connection] }, { method: 'POST', path: '/a%2Fb', query: 'x=%20&y', headers, body: Buffer.from('hello') })
    expect(answer).toMatchObject({ status: 200, body: 'fine', source: 'byo', connectionId: connection.id, attempts: 1 })
    expect(hits).toMatchObject([{ method: 'POST', url: '/v1/a%2Fb?x=%20&y', key: 'a', body: 'hello' }])
    expect(hits[0]?.headers).toMatchObject({ accept: 'x/y' })
    expect(hits[0]?.headers).not.toHaveProperty('x-forwarded-for')
    expect(hits[0]?.headers).not.toHaveProperty('cookie')
    await expect.poll(() => outcomes).toMatchObject([{ status: 200, code: null, source: 'byo', connectionId: connection.id, requestBytes: 5, responseBytes: 4, context: { account: 'account-1', provider: 'acme', builtInId: null } }])
  })

  it('other 4xx and redirects pass through unchanged, once', async () => {
    reply = byKey({ a: [302, 'moved', { location: 'http://127.0.0.1:1/steal' }] })
    expect(await call({})).toMatchObject({ status: 302, body: 'moved' })
    reply = byKey({ a: [422, '{"e":1}'] })
    expect(await call({})).toMatchObject({ status: 422, body: '{"e":1}' })
    expect(hits).toHaveLength(2)
    expect(refusals).toEqual([])
  })

  it('a credential in the address does not come back in a redirect', async () => {
    const key = `1234:${'x'.repeat(20)}/+`
    const inject = [{ in: 'path' as const, name: null, value: '/bot{{key}}' }, { in: 'query' as const, name: 'key', value: '{{key}}' }]
    reply = (req, res) => res.writeHead(301, { location: `http://elsewhere.test${req.url}`, link: `<${key}>; rel="next"` }).end()
    const answer = await call({ connections: [own(key)], row: { authMethods: [makeMethod({ inject })] } })
    expect(hits[0]?.url).toBe(`/v1/bot1234:${'x'.repeat(20)}%2F%2B/things?key=1234%3A${'x'.repeat(20)}%2F%2B`)
    expect(Object.fromEntries(answer.headers)).toMatchObject({ location: 'http://elsewhere.test/v1/bot[redacted]/things?key=[redacted]', link: '<[redacted]>; rel="next"' })
  })

  it('routing refuses before anything is sent', async () => {
    expect(await codeOf(call({ connections: [] }))).toBe('credential_missing')
    expect(await codeOf(call({ connections: [own('a', { status: 'error' })] }))).toBe('reauth_required')
    expect(await codeOf(call({ row: { baseUrl: null, allowedHosts: [host] } }))).toBe('provider_unavailable')
    expect(hits).toEqual([])
  })
})

describe('where a credential may go', () => {
  it('only to hosts the row names today', async () => {
    expect(await codeOf(call({ row: { allowedHosts: ['other.test'] } }))).toBe('host_not_allowed')
    expect(await codeOf(call({ row: { services: { files: 'http://127.0.0.1:1' } } }, { service: 'files' }))).toBe('host_not_allowed')
    expect(await codeOf(call({}, { service: 'nothing' }))).toBe('invalid_request')
    expect(hits).toEqual([])
  })

  it('only to hosts its owner agreed to, and a widened list in the database is noticed', async () => {
    const connection = own('a')
    const narrow = vault.connection({ values: { key: 'a' }, agreedHosts: ['other.test'] })
    expect(await codeOf(call({ connections: [narrow] }))).toBe('host_consent_required')
    if (narrow.sealed === null || connection.sealed === null) throw new Error('sealed above')
    expect(await codeOf(call({ connections: [{ ...narrow, sealed: { ...narrow.sealed, agreedHosts: [host] } }] }))).toBe('vault_unavailable')
    expect(hits).toEqual([])
  })

  it.each(['/../x', '/%2e%2e/x', '/a/..%2f..%2fx', '//evil.test/x', '/\\evil.test', '/a%00', '/a%0d%0ax', '/a b', 'http://evil.test/x', '/a#b', '/%252e%252e/x'])('path %j never leaves', async (path) => {
    expect(['host_not_allowed', 'invalid_request']).toContain(await codeOf(call({}, { path })))
    expect(hits).toEqual([])
  })
})

describe('a refused credential', () => {
  it('is tested once, then the next one answers', async () => {
    reply = byKey({ a: [401, 'no'], b: [200, 'b'] })
    expect(await call({ connections: [own('a'), own('b')] }, { method: 'POST', body: Buffer.from('x') })).toMatchObject({ status: 200, body: 'b', attempts: 2 })
    expect(refusals).toEqual(['a'])
    expect(hits.map(({ key, body }) => [key, body])).toEqual([['a', 'x'], ['b', 'x']])
    await expect.poll(() => outcomes.map((one) => [one.status, one.isContinued === true]).sort()).toEqual([[200, false], [401, false]])
  })

  it('is tested at most once a minute, whatever arrives', async () => {
    reply = byKey({ a: [401, 'no'] })
    const connections = [own('a')]
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(call({ connections }))))
    expect(codes).toEqual(['credentials_exhausted', 'credentials_exhausted', 'credentials_exhausted'])
    expect(refusals).toEqual(['a'])
    clock += 59_000
    await codeOf(call({ connections }))
    expect(refusals).toEqual(['a'])
    clock += 2_000
    await codeOf(call({ connections }))
    expect(refusals).toEqual(['a', 'a'])
    // A rename or a test in between is the same credential; a replaced one is another.
    await codeOf(call({ connections: connections.map((one) => ({ ...one, version: 2 })) }))
    expect(refusals).toEqual(['a', 'a'])
    await codeOf(call({ connections: connections.map((one) => ({ ...one, sealed: own('a').sealed })) }))
    expect(refusals).toEqual(['a', 'a', 'a'])
  })

  it('whose test passes or cannot tell keeps the provider’s own answer', async () => {
    reply = byKey({ a: [401, 'not this one'] })
    verdict = 'active'
    expect(await call({})).toMatchObject({ status: 401, body: 'not this one' })
    verdict = 'unknown'
    expect(await call({})).toMatchObject({ status: 401, body: 'not this one' })
  })

  it('is told by the row’s own rules, and the body that was looked at arrives whole', async () => {
    const row = { authFailure: { statuses: [401], also: [{ status: 200, pointer: '/error', matches: '^invalid_auth$' }] } }
    reply = byKey({ a: [200, '{"ok":false,"error":"invalid_auth"}'], b: [200, '{"ok":true}'] })
    expect(await call({ row, connections: [own('a'), own('b')] })).toMatchObject({ body: '{"ok":true}', attempts: 2 })
    const large = JSON.stringify({ error: 'x'.repeat(300_000) })
    reply = byKey({ a: [200, large] })
    expect((await call({ row })).body).toBe(large)
    reply = (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' })
      res.write(large.slice(0, 100_000), () => setImmediate(() => res.end(large.slice(100_000))))
    }
    expect((await call({ row })).body).toBe(large)
    await expect.poll(() => outcomes.at(-1)?.responseBytes).toBe(large.length)
  })

  it('with a streamed body: the answer goes back, since the body cannot be sent again', async () => {
    reply = byKey({ a: [401, 'no'], b: [200, 'b'] })
    expect(await call({ connections: [own('a'), own('b')] }, { method: 'PUT', body: Readable.from([Buffer.from('x')]) })).toMatchObject({ status: 401, body: 'no', attempts: 1 })
    expect(refusals).toEqual(['a'])
  })

  it('of the platform is not tested and its answer is not shown', async () => {
    reply = byKey({ platform: [401, 'bad key pla…'] })
    const builtIn = vault.builtIn({ values: { key: 'platform' }, agreedHosts: [host], allow: [{ method: 'GET', path: '/things' }] })
    expect(await codeOf(call({ connections: [], builtIn }))).toBe('credentials_exhausted')
    expect(refusals).toEqual([])
  })
})

describe('a service that shows the credential in its answers', () => {
  const key = ['echo', 'key', '8f3kd92jfk20fk3'].join('_')
  const connections = () => [own(key)]
  const echo: Reply = (req, res) => {
    res.writeHead(200, { 'content-type': 'application/json', 'x-seen': String(req.headers.authorization), 'content-length': String(JSON.stringify({ you: req.headers.authorization }).length) })
    res.end(JSON.stringify({ you: req.headers.authorization }))
  }

  it('has it taken out of the body where the row asks, and of the headers always', async () => {
    reply = echo
    const asked = await call({ connections: connections(), row: { scrubAnswers: true } }, { headers: { 'Accept-Encoding': 'gzip, br', range: 'bytes=0-9', 'if-range': '"1"' } })
    expect([asked.body, asked.headers.find(([name]) => name === 'x-seen')?.[1], asked.headers.some(([name]) => name === 'content-length')]).toEqual(['{"you":"Bearer [redacted]"}', 'Bearer [redacted]', false])
    // Nor in pieces, each too short to be known for one.
    expect(['accept-encoding', 'range', 'if-range'].map((name) => hits[0]?.headers[name])).toEqual(['identity', undefined, undefined])
    const plain = await call({ connections: connections() })
    expect([plain.body, plain.headers.find(([name]) => name === 'x-seen')?.[1]]).toEqual([`{"you":"Bearer ${key}"}`, 'Bearer [redacted]'])
  })

  it.each<[string[]]>([[['gzip']], [['identity, gzip']], [['identity', 'gzip']], [['', 'br']]])('is refused when it compresses them all the same: %j', async (encodings) => {
    reply = (_req, res) => res.writeHead(200, encodings.flatMap((one) => ['content-encoding', one])).end('x')
    expect(await codeOf(call({ connections: connections(), row: { scrubAnswers: true } }))).toBe('provider_error')
  })

  it('is refused as well when it compresses them on the way', async () => {
    reply = (_req, { socket }) => void socket?.end('HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n')
    expect(await codeOf(call({ connections: connections(), row: { scrubAnswers: true } }))).toBe('provider_error')
  })

  it('and compresses its refusal too: that is counted, once', async () => {
    reply = (_req, res) => res.writeHead(401, { 'content-encoding': 'gzip' }).end('x')
    expect(await codeOf(call({ connections: connections(), row: { scrubAnswers: true } }))).toBe('provider_error')
    expect(outcomes.map(({ status, isRefused }) => [status, isRefused])).toEqual([[401, true]])
  })

  it('and fails with the second key: the refusal of the first is not kept open', async () => {
    verdict = 'unknown'
    const closed = Promise.withResolvers<void>()
    reply = (_req, res, { key: sent }) => {
      if (sent !== 'a') return res.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
      res.on('close', () => closed.resolve())
      return res.writeHead(401).write('x'.repeat(100_000))
    }
    expect(await codeOf(call({ connections: [own('a'), own('b')], row: { scrubAnswers: true } }))).toBe('provider_error')
    await closed.promise
    await expect.poll(() => outcomes.length).toBe(2)
  })

  it('is heard when it says in any way that it does not', async () => {
    reply = (_req, res) => res.writeHead(200, ['content-encoding', 'Identity', 'content-encoding', 'identity, ']).end(key)
    expect((await call({ connections: connections(), row: { scrubAnswers: true } })).body).toBe('[redacted]')
  })
})

describe('many at the same time', () => {
  /** Calls whose answers nobody has read to the end yet. */
  async function hold(count: number, world: World): Promise<() => Promise<unknown>> {
    const open = Promise.withResolvers<void>()
    const [before, held] = [reply, new Set<string>()]
    reply = (req, res, hit) => {
      held.add(hit.url)
      void open.promise.then(() => before(req, res, hit))
    }
    const calls = Array.from({ length: count }, (_, index) => call(world, { path: `/held-${index}` }))
    await vi.waitFor(() => expect(held.size).toBe(count), { timeout: 20_000 })
    reply = before
    return () => {
      open.resolve()
      return Promise.all(calls)
    }
  }

  it('with one credential the next one is asked, and the first again when a call has ended', async () => {
    memory = createCallMemory({ places: { ofAccount: 10, ofCredential: 3 } })
    reply = byKey({ a: [200, 'a'], b: [200, 'b'] })
    const connections = [own('a'), own('b')]
    const release = await hold(3, { connections })
    expect(await call({ connections })).toMatchObject({ body: 'b', passedOver: [connections[0]?.id] })
    expect(await codeOf(call({ connections: [connections[0]!] }))).toBe('rate_limited')
    await release()
    expect(await call({ connections })).toMatchObject({ body: 'a', passedOver: [] })
  })

  it('of one account further ones are told to wait a second, and another account is not', async () => {
    memory = createCallMemory({ places: { ofAccount: 2, ofCredential: 10 } })
    const release = await hold(2, {})
    await expect(call({})).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 })
    expect(await call({}, { account: 'account-2' })).toMatchObject({ status: 200 })
    await release()
    expect(await call({})).toMatchObject({ status: 200 })
  })

  it('frees its place also when it fails', async () => {
    memory = createCallMemory({ places: { ofAccount: 1, ofCredential: 1 } })
    reply = (req) => req.socket.destroy()
    const row = { retry: { on: [], maxAttempts: 1 } }
    for (let time = 0; time < 3; time += 1) expect(await codeOf(call({ row }))).toBe('provider_unreachable')
  })
})

describe('rate limits', () => {
  it('a cooling credential is left alone until its time', async () => {
    const connections = [own('a'), own('b')]
    reply = byKey({ a: [429, '', { 'retry-after': '30' }], b: [200, 'b'] })
    expect(await call({ connections })).toMatchObject({ body: 'b', attempts: 2, passedOver: [connections[0]?.id] })
    expect(await call({ connections })).toMatchObject({ body: 'b', attempts: 1, passedOver: [connections[0]?.id] })
    clock += 29_000
    expect(await call({ connections })).toMatchObject({ attempts: 1 })
    clock += 1_000
    reply = byKey({ a: [200, 'a'] })
    expect(await call({ connections })).toMatchObject({ body: 'a', attempts: 1 })
  })

  it('all cooling: the shortest wait, and nothing is sent', async () => {
    const connections = [own('a'), own('b')]
    const inTwenty = new Date(clock + 20_000).toUTCString()
    reply = byKey({ a: [429, '', { 'retry-after': '3600' }], b: [429, '', { 'retry-after': inTwenty }] })
    await expect(call({ connections })).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 20 })
    expect(hits).toHaveLength(2)
    clock += 5_000
    await expect(call({ connections })).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 15 })
    clock += 16_000
    await expect(call({ connections: connections.slice(0, 1) })).rejects.toMatchObject({ retryAfterSeconds: 39 })
    expect(hits).toHaveLength(2)
    expect(refusals).toEqual([])
  })
})

describe('faults', () => {
  const failTimes = (times: number, fail: Reply): Reply => (req, res, hit) => (hits.length <= times ? fail(req, res, hit) : res.end('fine'))
  const status = (code: number, headers: Record<string, string> = {}): Reply => (_req, res) => res.writeHead(code, headers).end(`status ${code}`)
  const cut: Reply = (req) => req.socket.destroy()

  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('%s is sent again after a 5xx and a cut connection', async (method) => {
    reply = failTimes(1, status(503))
    expect(await call({}, { method })).toMatchObject({ status: 200, attempts: 2 })
    hits = []
    reply = failTimes(1, cut)
    expect(await call({}, { method })).toMatchObject({ status: 200, attempts: 2 })
  })

  it.each(['POST', 'PATCH', 'PROPFIND'])('%s is not, unless it carries an Idempotency-Key', async (method) => {
    reply = failTimes(1, status(503))
    expect(await call({}, { method, body: Buffer.from('x') })).toMatchObject({ status: 503, attempts: 1 })
    hits = []
    reply = failTimes(1, cut)
    expect(await codeOf(call({}, { method, body: Buffer.from('x') }))).toBe('provider_unreachable')
    expect(hits).toHaveLength(1)
    hits = []
    reply = failTimes(1, status(503))
    expect(await call({}, { method, body: Buffer.from('x'), headers: { 'Idempotency-Key': 'k' } })).toMatchObject({ status: 200, attempts: 2 })
    expect(hits.map((hit) => hit.body)).toEqual(['x', 'x'])
  })

  it('stays within the row’s attempts, and then the provider’s answer goes back', async () => {
    reply = status(503)
    expect(await call({})).toMatchObject({ status: 503, body: 'status 503', attempts: 3 })
    reply = status(500)
    expect(await call({})).toMatchObject({ status: 500, attempts: 1 })
    expect(refusals).toEqual([])
  })

  it('a long Retry-After is handed on instead of waited for', async () => {
    reply = status(503, { 'retry-after': '120' })
    expect(await call({})).toMatchObject({ status: 503, attempts: 1 })
  })

  it('a streamed body is never sent twice', async () => {
    reply = status(503)
    expect(await call({}, { method: 'PUT', body: Readable.from([Buffer.from('x')]) })).toMatchObject({ status: 503, attempts: 1 })
  })

  it('any method is tried again when no byte was sent', async () => {
    const gone = await listen(() => {})
    await gone.close()
    const target = `127.0.0.1:${gone.port}`
    const connections = [vault.connection({ values: { key: 'a' }, agreedHosts: [target] })]
    let attempts = 0
    const before = egress
    egress = { ...before, send: (request) => ((attempts += 1), before.send(request)) }
    try {
      expect(await codeOf(call({ connections, row: { baseUrl: gone.url, allowedHosts: [target] } }, { method: 'POST', body: Buffer.from('x') }))).toBe('provider_unreachable')
    } finally {
      egress = before
    }
    expect(attempts).toBe(3)
    expect(outcomes).toMatchObject([{ status: null, code: 'provider_unreachable' }])
  })

  it('an answer that breaks off half-way is an error of its body, not sent again', async () => {
    reply = (_req, res) => {
      res.writeHead(200, { 'content-length': '1000' })
      res.write('half', () => res.destroy())
    }
    expect(await codeOf(call({}))).toMatch(/^provider_/)
    expect(hits).toHaveLength(1)
    await expect.poll(() => outcomes).toMatchObject([{ status: 200, responseBytes: 4, code: expect.stringMatching(/^provider_/) }])
  })

  it('the caller’s abort ends the wait between attempts', async () => {
    const controller = new AbortController()
    reply = (_req, res) => {
      res.writeHead(503).end()
      setImmediate(() => controller.abort(new Error('gone')))
    }
    await expect(call({}, { signal: controller.signal })).rejects.toThrow()
    expect(hits).toHaveLength(1)
  })
})

describe('turns', () => {
  it('round robin takes each in its turn; default order does not', async () => {
    const connections = [own('a'), own('b'), own('c')]
    for (let i = 0; i < 6; i += 1) await call({ connections, distribution: 'round_robin' })
    expect(hits.map((hit) => hit.key).join('')).toBe('abcabc')
    hits = []
    for (let i = 0; i < 3; i += 1) await call({ connections })
    expect(hits.map((hit) => hit.key).join('')).toBe('aaa')
  })
})

describe('the platform’s own credential', () => {
  const builtIn = (allow: BuiltInRecord['allow'] = []) => vault.builtIn({ values: { key: 'platform' }, agreedHosts: [host], allow })
  const get = (path: string) => [{ method: 'GET', path }]

  it('serves code in process without a list, and tenants only within it', async () => {
    expect(await call({ connections: [], builtIn: builtIn() }, { door: 'in_process' })).toMatchObject({ source: 'built_in', connectionId: null })
    expect(await codeOf(call({ connections: [], builtIn: builtIn() }))).toBe('built_in_not_allowed')
    expect(await call({ connections: [], builtIn: builtIn(get('/things')) })).toMatchObject({ source: 'built_in' })
    await expect.poll(() => outcomes.at(-1)?.context.builtInId).toEqual(expect.any(String))
  })

  it.each([
    ['/v/*', 'GET', '/v/a'], ['/v/*', 'GET', '/v/'], ['/v/*', 'GET', '/v/a/b'], ['/v', 'GET', '/%76'], ['/v/*', 'GET', '/v/a%20b'],
  ])('%j lets %s %j pass', async (pattern, method, path) => {
    expect((await call({ connections: [], builtIn: builtIn(get(pattern)) }, { method, path })).status).toBe(200)
  })

  it.each([
    ['/v/*', 'GET', '/v'], ['/v/*', 'GET', '/vx'], ['/v/*', 'GET', '/V/a'], ['/v/*', 'POST', '/v/a'], ['/v/*', 'HEAD', '/v/a'], ['/v', 'GET', '/v/'], ['/v', 'GET', '/v/a'],
    ['/v/*', 'GET', '/v/..;/admin'], ['/v/*', 'GET', '/v/;x/a'], ['/v/*', 'GET', '/v/a%2Fb'], ['/v/*', 'GET', '/v/%5c'], ['/v/*', 'GET', '/v/%25252e%25252e/x'], ['/v', 'GET', '/v%20'],
    ['/v/*', 'GET', '/v/../admin'], ['/v/*', 'GET', '/v/%2e%2e/admin'], ['/v/*', 'GET', '/v//admin'], ['/v/*', 'GET', '/v%2fa'], ['/v/*', 'GET', '/v/a?_method=DELETE'], ['*', 'GET', '/v'], ['', 'GET', '/v'],
  ])('%j does not let %s %j pass', async (pattern, method, path) => {
    const [rawPath = '', query = null] = path.split('?')
    expect(['built_in_not_allowed', 'host_not_allowed', 'invalid_request']).toContain(await codeOf(call({ connections: [], builtIn: builtIn(get(pattern)) }, { method, path: rawPath, query })))
    expect(hits).toEqual([])
  })

  it('takes no hint to be another request, and no other service', async () => {
    await call({ connections: [], builtIn: builtIn(get('/v')) }, { path: '/v', headers: { 'X-HTTP-Method-Override': 'DELETE', 'x-original-url': '/admin' } })
    expect(hits[0]?.headers).not.toHaveProperty('x-http-method-override')
    expect(hits[0]?.headers).not.toHaveProperty('x-original-url')
    expect(await codeOf(call({ connections: [], builtIn: builtIn(get('/v')), row: { services: { s: upstream.url } } }, { path: '/v', service: 's' }))).toBe('built_in_not_allowed')
  })

  it('never goes to an address a field decides', async () => {
    const method = makeMethod({ fields: [makeField('key'), makeField('site', { secret: false, format: 'https_url' })], hostFields: ['site'] })
    const row = { baseUrl: '{{site}}', allowedHosts: ['{{site}}'], authMethods: [method] }
    const record = vault.builtIn({ values: { key: 'platform', site: 'https://evil.test' }, agreedHosts: ['evil.test'], allow: [{ method: '*', path: '/*' }] })
    expect(await codeOf(call({ connections: [], builtIn: record, row: { ...row } }, { door: 'in_process' }))).toBe('host_not_allowed')
  })
})

describe('an access token', () => {
  const row = { authMethods: [makeMethod({ type: 'oauth2_client_credentials' })] }
  const at = (seconds: number): Date => new Date(clock + seconds * 1000)
  const ending = (key: string, { expiresIn, dueIn }: { expiresIn: number | null; dueIn: number | null }) =>
    own(key, { tokens: { expiresAt: expiresIn === null ? null : at(expiresIn), refreshDueAt: dueIn === null ? null : at(dueIn), previousUntil: null, intentAt: null, failures: 0 } })
  const later = (key: string) => ending(key, { expiresIn: 3_600, dueIn: 3_300 })
  const renewed = (connection: ConnectionRecord): Renewal => ({ outcome: 'ready', isNew: true, connection: { ...connection, sealed: own('new').sealed } })
  const unavailable = (): Renewal => ({ outcome: 'unavailable', fault: new PatchbayError('provider_unreachable') })
  const refused = (): Renewal => ({ outcome: 'refused', fault: new PatchbayError('reauth_required') })
  const onlyNew: Reply = (_req, res, { key }) => res.writeHead(key === 'new' ? 200 : 401).end(key)

  it('that is not due is used as it is, and nobody is asked', async () => {
    expect(await call({ connections: [later('a')], row })).toMatchObject({ status: 200 })
    expect([renewals, hits.map((hit) => hit.key)]).toEqual([[], ['a']])
  })

  it('is renewed before it ends, so that no call fails first', async () => {
    renew = renewed
    expect(await call({ connections: [ending('a', { expiresIn: 60, dueIn: 0 })], row })).toMatchObject({ status: 200, attempts: 1 })
    expect([renewals, hits.map((hit) => hit.key)]).toEqual([['a expiry'], ['new']])
  })

  it('serves on while no new one is to be had, and not a second longer', async () => {
    renew = unavailable
    expect(await call({ connections: [ending('a', { expiresIn: 1, dueIn: -300 })], row })).toMatchObject({ status: 200 })
    expect(await codeOf(call({ connections: [ending('a', { expiresIn: 0, dueIn: 30 })], row }))).toBe('provider_unreachable')
    expect(hits.map((hit) => hit.key)).toEqual(['a'])
  })

  it('that its provider no longer renews is passed over, also when the body can be sent once only', async () => {
    renew = refused
    const connections = [ending('a', { expiresIn: 0, dueIn: 0 }), later('b')]
    expect(await call({ connections, row }, { method: 'POST', body: Readable.from([Buffer.from('once')]) })).toMatchObject({ status: 200 })
    expect(hits).toMatchObject([{ key: 'b', body: 'once' }])
    expect(await codeOf(call({ connections: connections.slice(0, 1), row }))).toBe('credentials_exhausted')
  })

  it('that is refused is renewed once, and the request sent again with its body, whatever its method', async () => {
    renew = renewed
    reply = onlyNew
    const connection = later('a')
    expect(await call({ connections: [connection], row }, { method: 'POST', body: Buffer.from('pay') })).toMatchObject({ status: 200, body: 'new', attempts: 2, connectionId: connection.id })
    expect(hits).toMatchObject([{ key: 'a', body: 'pay' }, { key: 'new', body: 'pay' }])
    expect([renewals, refusals]).toEqual([['a refused'], []])
    await expect.poll(() => outcomes.map((one) => [one.status, one.isContinued === true]).sort()).toEqual([[200, false], [401, true]])
  })

  it('that is refused for a stream is renewed for the next call; this one’s answer goes back', async () => {
    renew = renewed
    reply = onlyNew
    expect(await call({ connections: [later('a')], row }, { method: 'POST', body: Readable.from([Buffer.from('once')]) })).toMatchObject({ status: 401, body: 'a', attempts: 1 })
    expect([renewals, refusals]).toEqual([['a refused'], []])
    await expect.poll(() => outcomes.map((one) => [one.status, one.isContinued === true])).toEqual([[401, false]])
  })

  it('that is refused while the renewal fails is told of, as a call of its own', async () => {
    renew = () => {
      throw new PatchbayError('database_unavailable')
    }
    reply = onlyNew
    expect(await codeOf(call({ connections: [later('a')], row }))).toBe('database_unavailable')
    await expect.poll(() => outcomes.map((one) => [one.status, one.isContinued === true])).toEqual([[401, false]])
  })

  it('that is refused again when it is new is tested, and not renewed a second time', async () => {
    renew = renewed
    reply = (_req, res) => res.writeHead(401).end('no')
    verdict = 'active'
    expect(await call({ connections: [later('a')], row })).toMatchObject({ status: 401, body: 'no', attempts: 2 })
    expect([renewals, refusals]).toEqual([['a refused'], ['a']])
  })

  it('that cannot be renewed right now is no proof against the connection: no test, and the refusal goes back', async () => {
    renew = unavailable
    reply = onlyNew
    expect(await call({ connections: [later('a')], row })).toMatchObject({ status: 401, body: 'a' })
    expect(refusals).toEqual([])
    renew = refused
    expect(await call({ connections: [later('a'), own('new')], row })).toMatchObject({ status: 200, body: 'new' })
    expect(refusals).toEqual([])
  })

  it('of a key there is none: a refused key is tested at once', async () => {
    reply = onlyNew
    expect(await codeOf(call({ connections: [own('a')] }))).toBe('credentials_exhausted')
    expect([renewals, refusals]).toEqual([[], ['a']])
  })
})
