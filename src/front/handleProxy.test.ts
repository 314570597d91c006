import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CallPorts } from '#src/engine/call/CallPorts.ts'
import { createCallMemory } from '#src/engine/call/CallMemory.ts'
import { performCall } from '#src/engine/call/performCall.ts'
import { hashToken, makeToken } from '#src/engine/apiToken.ts'
import { createEgress } from '#src/engine/egress/createEgress.ts'
import type { Egress } from '#src/engine/egress/Egress.ts'
import { parseEgressAllow } from '#src/engine/egress/parseEgressAllow.ts'
import type { CallOutcome, ConnectionRecord } from '#src/engine/ports.ts'
import type { CallerStore } from '#src/server/stores/CallerStore.ts'
import { listen, type Listening } from '#tests/support/listen.ts'
import { makeCompiled } from '#tests/support/makeCompiled.ts'
import { makeVault } from '#tests/support/makeVault.ts'
import { createFront } from './createFront.ts'
import { handleProxy, type ProxyLogLine } from './handleProxy.ts'

const vault = makeVault()
const [account, foreignAccount, member, viewer, stranger, session] = Array.from({ length: 6 }, () => randomUUID()) as [string, string, string, string, string, string]
const payloadSecret = randomBytes(24).toString('hex')
const useToken = makeToken()
const readToken = makeToken()
const foreignToken = makeToken()
const platformToken = makeToken()
const key = ['sk', 'live', randomBytes(12).toString('hex')].join('_')

let upstream: Listening
let front: Listening
let egress: Egress
let connection: ConnectionRecord
let hits: IncomingMessage[]
let answer: (req: IncomingMessage, res: ServerResponse) => unknown
let lines: ProxyLogLine[]
let outcomes: CallOutcome[]
let storeFault: Error | null

const unbound = { name: 'Shop', expiresAt: null, role: null, onlyConnection: null, onlyProvider: null, actsFor: null }
const tokens = new Map([
  [hashToken(useToken), { ...unbound, id: 't1', account, scopes: ['use'] }],
  [hashToken(readToken), { ...unbound, id: 't2', account, scopes: ['read', 'manage'] }],
  [hashToken(foreignToken), { ...unbound, id: 't3', account: foreignAccount, scopes: ['use'] }],
  [hashToken(platformToken), { ...unbound, id: 't4', account: null, scopes: ['use'] }],
])
const store: CallerStore = {
  findToken: async ({ hash }) => {
    if (storeFault) throw storeFault
    return { token: tokens.get(hash) ?? null, input: null }
  },
  findPerson: async ({ user, session: given, account: asked, connection: named }) => {
    if (given !== session) return null
    if (asked !== account && named !== connection.id) return { membership: null }
    return { membership: user === member ? { account, role: 'member' } : user === viewer ? { account, role: 'viewer' } : null }
  },
}

beforeAll(async () => {
  upstream = await listen((req, res) => {
    hits.push(req)
    answer(req, res)
  })
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
  connection = vault.connection({ account, values: { key }, agreedHosts: [`127.0.0.1:${upstream.port}`] })
  const ports: CallPorts = {
    load: async (query) => ({
      account: { id: query.account, blocked: false, blockedReason: null },
      provider: (query.provider ?? 'acme') === 'acme' && (query.connectionId === null || query.account === account) ? { id: 'provider-1', compiled: makeCompiled({ baseUrl: `${upstream.url}/v1` }), blocked: false, blockedReason: null } : null,
      policy: { mode: 'auto', distribution: 'default' },
      connections: query.account === account && (query.connectionId ?? connection.id) === connection.id ? [connection] : [],
      builtIn: null,
      readAt: new Date(),
    }),
    renew: async (connection) => ({ outcome: 'ready', connection, isNew: false }),
    dataKeys: vault.dataKeys,
    egress,
    onRefused: async () => 'error',
    record: (outcome) => outcomes.push(outcome),
    now: () => new Date(),
    random: Math.random,
  }
  const memory = createCallMemory()
  const proxy = handleProxy({ store, secret: payloadSecret, call: (request) => performCall({ ports, memory, request }), log: (line) => lines.push(line) })
  front = await listen(createFront({ handleNext: (_req, res) => void res.writeHead(500).end('next'), handleProxy: proxy }))
})
afterAll(async () => {
  await front.close()
  await upstream.close()
  await egress.close()
})
beforeEach(() => {
  hits = []
  lines = []
  outcomes = []
  storeFault = null
  answer = (_req, res) => res.writeHead(200, { 'content-type': 'text/plain' }).end('fine')
})

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const target = (path = '/things') => `/api/proxy/connections/${connection.id}${path}`

type Sent = { method?: string; path?: string; headers?: Record<string, string | string[]>; body?: Buffer | Readable }
const open = async ({ method = 'GET', path = target(), headers = bearer(useToken), body }: Sent = {}) => {
  const req = httpRequest({ host: '127.0.0.1', port: front.port, method, path, headers, agent: false })
  const answered = once(req, 'response') as Promise<[IncomingMessage]>
  // Whoever is answered before the upload's end goes on writing to a connection that is closed by then: no fault of the answer.
  req.on('error', () => {})
  if (body instanceof Readable) {
    req.flushHeaders()
    body.pipe(req)
  }
  else req.end(body)
  const [res] = await answered
  return { req, res }
}
const send = async (sent: Sent = {}) => {
  const { res } = await open(sent)
  const body = await text(res)
  return { status: res.statusCode, headers: res.headers, body, code: res.headers['x-patchbay-origin'] === 'patchbay' ? ((JSON.parse(body || '{}') as { errors?: { code: string }[] }).errors?.[0]?.code ?? null) : null }
}
const jwt = ({ user = member, sid = session, version = 1, collection = 'users', expires = '1h', secret = payloadSecret, alg = 'HS256' } = {}) =>
  new SignJWT({ id: user, collection, sid }).setProtectedHeader({ alg, authVersion: version }).setExpirationTime(expires).sign(new TextEncoder().encode(createHash('sha256').update(secret).digest('hex').slice(0, 32)))

describe('who may call', () => {
  it('an API token of the account, by connection and by provider', async () => {
    for (const path of [target('/a/b?x=%2F'), `/api/proxy/accounts/${account.toUpperCase()}/acme/a/b?x=%2F`]) {
      const sent = await send({ path })
      expect(sent).toMatchObject({ status: 200, body: 'fine' })
      expect(sent.headers).toMatchObject({ 'x-patchbay-connection': connection.id, 'x-patchbay-source': 'byo', 'x-patchbay-origin': 'provider', 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff', 'x-request-id': expect.stringMatching(/^[\w-]{8,64}$/) })
    }
    expect(hits.map((hit) => [hit.url, hit.headers.authorization])).toEqual([1, 2].map(() => ['/v1/a/b?x=%2F', `Bearer ${key}`]))
  })

  it('a member’s session', async () => {
    expect(await send({ headers: { authorization: `JWT ${await jwt()}` } })).toMatchObject({ status: 200 })
    expect(lines[0]?.caller).toBe(`user:${member}`)
  })

  it('an API token where a provider’s SDK puts its key, which then goes no further', async () => {
    const places: Sent[] = [
      { headers: { 'x-api-key': useToken } },
      { headers: { 'X-Goog-Api-Key': useToken, cookie: 'c=1' } },
      { headers: {}, path: target(`/things?a=1&key=${useToken}&b=%20`) },
      { headers: {}, path: target(`/things?key=${useToken}`) },
      { headers: { ...bearer(useToken), 'x-key': `Bearer ${useToken}` }, path: target(`/things?k=${useToken}`) },
    ]
    for (const place of places) expect(await send(place)).toMatchObject({ status: 200 })
    expect(hits.map((hit) => hit.url)).toEqual(['/v1/things', '/v1/things', '/v1/things?a=1&b=%20', '/v1/things', '/v1/things'])
    expect(JSON.stringify(hits.map((hit) => hit.rawHeaders))).not.toContain(useToken)
    expect(await send({ headers: { cookie: useToken } })).toMatchObject({ status: 401 })
    expect(await send({ headers: { authorization: 'Bearer other', 'x-api-key': useToken } })).toMatchObject({ status: 401 })
  })

  it.each<[string, () => Sent]>([
    ['twice in one header', () => ({ headers: { ...bearer(useToken), 'x-other': [useToken, useToken] } })],
    ['under a scheme of its own', () => ({ headers: { ...bearer(useToken), 'x-other': `Key ${useToken}` } })],
    ['among other things', () => ({ headers: { ...bearer(useToken), 'x-other': `key="${useToken}", v=1` } })],
    ['in a header that comes as a list', () => ({ headers: { ...bearer(useToken), 'set-cookie': [`a=${useToken}`, 'b=1'] } })],
    ['in the query, as a bearer’s', () => ({ path: target(`/things?k=Bearer%20${useToken}`) })],
    ['in the query, as a name', () => ({ path: target(`/things?${useToken}=1`) })],
    ['in the query, behind another equals sign', () => ({ path: target(`/things?k=a=${useToken}`) })],
    ['in the query, with needless escapes', () => ({ path: target(`/things?k=${useToken.replace('pb_', 'p%62%5F')}`) })],
  ])('a caller’s token goes no further wherever else it stands: %s', async (_where, sent) => {
    expect(await send(sent())).toMatchObject({ status: 200 })
    expect(hits[0]?.url).toBe('/v1/things')
    expect(JSON.stringify(hits[0]?.rawHeaders)).not.toContain(useToken.slice(3))
  })

  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

  it.each<[string, string]>([
    ['bare', useToken],
    ['under another scheme', `Key ${useToken}`],
    ['under yet another', `Token ${useToken}`],
    ['twice, as Headers joins what an SDK and its options set', new Headers([['Authorization', `Bearer ${useToken}`], ['authorization', `Bearer ${useToken}`]]).get('authorization') ?? ''],
    ['as the password of Basic', basic(`anything:${useToken}`)],
    ['as the user of Basic', basic(`${useToken}:`)],
  ])('an API token in Authorization, %s, and the provider sees nothing of it', async (_how, authorization) => {
    expect(await send({ headers: { authorization } })).toMatchObject({ status: 200 })
    expect(hits[0]?.headers.authorization).toBe(`Bearer ${key}`)
    expect(JSON.stringify(hits[0]?.rawHeaders)).not.toContain(useToken)
  })

  it.each<[string, string]>([
    ['two different tokens', `Bearer ${useToken}, Bearer ${foreignToken}`],
    ['two different tokens as Basic', basic(`${useToken}:${foreignToken}`)],
    ['a token and something else', `Bearer ${useToken}, Bearer other`],
    ['a session token besides', `Bearer ${useToken}, JWT a.b.c`],
    ['Basic without a pair', basic(useToken)],
    ['a token within a word', `Bearer x${useToken}`],
  ])('nobody by an Authorization header of %s', async (_what, authorization) => {
    expect(await send({ headers: { authorization, 'x-api-key': useToken } })).toMatchObject({ status: 401 })
    expect(hits).toHaveLength(0)
  })

  it('nobody else, and without a word about what exists', async () => {
    const sign = async (options: Parameters<typeof jwt>[0]) => ({ authorization: `JWT ${await jwt(options)}` })
    const signed = await jwt()
    const cases: [string, Record<string, string>, number, string][] = [
      ['no header', {}, 401, 'unauthenticated'],
      ['a cookie', { cookie: `payload-token=${signed}` }, 401, 'unauthenticated'],
      ['an unknown token', bearer(makeToken()), 401, 'unauthenticated'],
      ['a malformed token', bearer('pb_x'), 401, 'unauthenticated'],
      ['a session token as bearer', bearer(signed), 401, 'unauthenticated'],
      ['an ended session', await sign({ sid: randomUUID() }), 401, 'unauthenticated'],
      ['no session', await sign({ sid: '' }), 401, 'unauthenticated'],
      ['an expired one', await sign({ expires: '-1s' }), 401, 'unauthenticated'],
      ['another secret', await sign({ secret: 'x' }), 401, 'unauthenticated'],
      ['another algorithm', await sign({ alg: 'HS512' }), 401, 'unauthenticated'],
      ['another collection', await sign({ collection: 'api-tokens' }), 401, 'unauthenticated'],
      ['another format', await sign({ version: 2 }), 401, 'unauthenticated'],
      ['a user id that is none', await sign({ user: '1' }), 401, 'unauthenticated'],
      ['an unsigned one', { authorization: `JWT ${signed.split('.').slice(0, 2).join('.')}.` }, 401, 'unauthenticated'],
      ['a token without the scope', bearer(readToken), 403, 'forbidden'],
      ['a viewer', await sign({ user: viewer }), 403, 'forbidden'],
      ['a stranger', await sign({ user: stranger }), 404, 'not_found'],
      ['another account’s token', bearer(foreignToken), 404, 'not_found'],
      ['a platform token', bearer(platformToken), 404, 'not_found'],
    ]
    for (const [who, headers, status, code] of cases) {
      const sent = await send({ headers })
      expect([who, sent.status, sent.code]).toEqual([who, status, code])
      expect(sent.headers).toMatchObject({ 'x-patchbay-origin': 'patchbay', 'cache-control': 'no-store', 'content-security-policy': 'sandbox' })
    }
    expect(hits).toEqual([])
  })

  it('foreign and unknown ids answer alike', async () => {
    const unknown = randomUUID()
    const bodies = await Promise.all(
      [`/api/proxy/connections/${unknown}/x`, `/api/proxy/accounts/${foreignAccount}/acme/x`, `/api/proxy/accounts/${unknown}/acme/x`, '/api/proxy/connections/7/x', '/api/proxy', '/api/proxy/', '/api/proxy/else/x', `/api/proxy/accounts/${account}`, `/api/proxy/accounts/${account}/UPPER/x`].map(
        async (path) => {
          const { status, code, body } = await send({ path })
          return [status, code, body.replace(/"requestId":"[^"]*"/, '')]
        },
      ),
    )
    expect(new Set(bodies.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(bodies[0]?.slice(0, 2)).toEqual([404, 'not_found'])
    expect(await send({ path: `/api/proxy/accounts/${account}/nothing/x` })).toMatchObject({ status: 422, code: 'unknown_provider' })
  })

  it('a database that is away is said to be', async () => {
    storeFault = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    expect(await send()).toMatchObject({ status: 503, code: 'database_unavailable' })
    storeFault = new Error(`boom ${key}`)
    const sent = await send()
    expect(sent).toMatchObject({ status: 500, code: 'internal' })
    expect(sent.body).not.toContain('boom')
  })
})

describe('hostile addresses never reach the provider', () => {
  const raw = async (line: string, headers = ''): Promise<string> => {
    const socket = connect(front.port, '127.0.0.1')
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${useToken}\r\n${headers}Connection: close\r\n\r\n`, 'latin1')
    return (await buffer(socket)).toString('latin1')
  }

  it.each([
    '/..', '/../', '/../../admin', '/a/../../b', '/./a', '/%2e%2e/a', '/%2E./a', '/.%2e', '/%252e%252e/a', '/a/%2e%2e%2fb', '/..%2f', '/..%5c', '/..\\a', '/\\evil.test', '/%5cevil.test', '//evil.test/', '/a//b', '//',
    '/@evil.test/..', '/%00', '/a%00b', '/%0d%0aX:1', '/%0a', '/%zz', '/%', '/a#b', '/\u0001', '/\u007f', '/\u00e9', '/a\tb', '/http://evil.test/', '/https:%2f%2fevil.test/..', '/?x=#y', '/?x=\u0001', '/?x=<', '/;/../a',
  ])('%j', async (path) => {
    const response = await raw(`GET ${target(path)}`)
    expect(response).toMatch(/^HTTP\/1\.1 4\d\d /)
    if (response.includes('x-patchbay-origin')) expect(response).toMatch(/"code":"(?:host_not_allowed|invalid_request)"/)
    expect(hits).toEqual([])
  })

  it.each([
    ['/@scope/pkg', '/v1/@scope/pkg'], ['/a%2Fb', '/v1/a%2Fb'], ['/a:b', '/v1/a:b'], ['', '/v1'], ['/', '/v1/'], ['?x=1', '/v1?x=1'], ['/a?u=http://evil.test/../%00', '/v1/a?u=http://evil.test/../%00'], ['/...', '/v1/...'],
  ])('while %j is an ordinary one', async (path, arrived) => {
    expect(await raw(`GET ${target(path)}`)).toMatch(/^HTTP\/1\.1 200 /)
    expect(hits.map((hit) => hit.url)).toEqual([arrived])
  })

  it('nor does TRACE, a smuggled length, or an absolute target', async () => {
    expect(await raw(`TRACE ${target()}`)).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await raw(`POST ${target()}`, 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(`POST ${target()}`, 'Content-Length: 5\r\nContent-Length: 6\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(`GET http://evil.test${target()}`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(hits).toEqual([])
  })
})

describe('headers', () => {
  it('of the caller: no identity, no hop, no second credential', async () => {
    await send({ method: 'POST', body: Buffer.from('x'), headers: { ...bearer(useToken), 'X-Custom': 'kept', accept: 'a/b', cookie: 'c=1', 'x-forwarded-for': '1.1.1.1', 'x-patchbay-service': '', 'proxy-authorization': 'x', te: 'trailers', connection: 'x-hop', 'x-hop': '1' } })
    const [hit] = hits
    expect(hit?.headers).toMatchObject({ 'x-custom': 'kept', accept: 'a/b', authorization: `Bearer ${key}`, 'content-length': '1' })
    for (const name of ['cookie', 'x-forwarded-for', 'x-patchbay-service', 'proxy-authorization', 'te', 'x-hop']) expect(hit?.headers).not.toHaveProperty(name)
    expect(hit?.rawHeaders.filter((name) => name.toLowerCase() === 'authorization')).toHaveLength(1)
    expect(JSON.stringify(hit?.rawHeaders)).not.toContain(useToken)
  })

  it('of the provider: nothing that acts on our origin, everything else', async () => {
    answer = (_req, res) =>
      res.writeHead(201, { 'set-cookie': 'a=1', 'strict-transport-security': 'x', 'access-control-allow-origin': '*', 'content-security-policy': 'default-src *', 'x-patchbay-origin': 'patchbay', 'cache-control': 'public, max-age=60', etag: '"e"', 'x-request-id': 'provider-1', 'x-ratelimit': '7' }).end('x')
    const { status, headers } = await send()
    expect(status).toBe(201)
    expect(headers).toMatchObject({ 'cache-control': 'private, max-age=60', etag: '"e"', 'x-ratelimit': '7', 'x-patchbay-origin': 'provider', 'content-security-policy': 'sandbox', 'x-patchbay-provider-request-id': 'provider-1', vary: 'Authorization' })
    for (const name of ['set-cookie', 'strict-transport-security', 'access-control-allow-origin']) expect(headers).not.toHaveProperty(name)
    expect(headers['x-request-id']).not.toContain('provider-1')
  })

  it('of the provider: no answer for a cache that others read, whatever it says and when it says nothing', async () => {
    const seen: unknown[] = []
    for (const given of [['Cache-Control', 'public', 'Cache-Control', 's-maxage=600, max-age=5'], ['CDN-Cache-Control', 'max-age=600', 'Surrogate-Control', 'max-age=600']]) {
      answer = (_req, res) => res.writeHead(200, given).end('x')
      const { headers } = await send()
      seen.push([headers['cache-control'], headers['cdn-cache-control'], headers['surrogate-control']])
    }
    expect(seen).toEqual([['private, max-age=5', undefined, undefined], ['private', undefined, undefined]])
  })
})

describe('answers', () => {
  it('a redirect elsewhere is handed on, not followed', async () => {
    answer = (_req, res) => res.writeHead(307, { location: 'http://127.0.0.1:1/steal' }).end()
    const sent = await send()
    expect([sent.status, sent.headers.location]).toEqual([307, 'http://127.0.0.1:1/steal'])
  })

  it.each([[204], [304]])('%i has no body', async (status) => {
    answer = (_req, res) => res.writeHead(status, { etag: '"e"' }).end()
    expect(await send()).toMatchObject({ status, body: '', headers: { etag: '"e"' } })
  })

  it('HEAD keeps the length and sends nothing', async () => {
    answer = (_req, res) => res.writeHead(200, { 'content-length': '1234' }).end()
    expect(await send({ method: 'HEAD' })).toMatchObject({ status: 200, body: '', headers: { 'content-length': '1234' } })
  })

  it('trailers are dropped, coded bodies are not decoded', async () => {
    answer = (_req, res) => {
      res.writeHead(200, { trailer: 'x-sum', 'content-encoding': 'gzip' })
      res.addTrailers({ 'x-sum': '1' })
      res.end('not really gzip')
    }
    const { res } = await open()
    expect(await text(res)).toBe('not really gzip')
    expect(res.trailers).toEqual({})
    expect(res.headers).toMatchObject({ 'content-encoding': 'gzip' })
  })

  it.each([['with a length', { 'content-length': '1000' }], ['in chunks', {}]])('one that breaks off half-way (%s) never ends cleanly', async (_how, headers) => {
    answer = (_req, res) => {
      res.writeHead(200, headers as Record<string, string>)
      res.write('half', () => res.destroy())
    }
    const { res } = await open()
    await expect(text(res)).rejects.toThrow()
    await expect.poll(() => lines).toMatchObject([{ status: 200, origin: 'provider', isCut: true }])
    expect(hits).toHaveLength(1)
  })

  it('of a provider that is away', async () => {
    answer = (req) => req.socket.destroy()
    expect(await send({ method: 'POST', body: Buffer.from('x') })).toMatchObject({ status: 502, code: 'provider_unreachable' })
  })

  it('the log line says what happened and holds no secret', async () => {
    await send({ path: target(`/secret-path?token=${key}`) })
    await expect.poll(() => lines).toMatchObject([{ event: 'proxy', method: 'GET', status: 200, origin: 'provider', caller: 'token:t1', account, connection: connection.id, source: 'byo', attempts: 1, isCut: false }])
    for (const secret of [key, useToken, 'secret-path']) expect(JSON.stringify(lines)).not.toContain(secret)
  })
})

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const heldBytes = (): number => {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

describe('streaming', () => {
  it('headers and each piece pass at once, both ways at the same time', async () => {
    answer = (req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.flushHeaders()
      req.on('data', (chunk: Buffer) => res.write(`data: ${String(chunk)}\n\n`))
      req.on('end', () => res.end())
    }
    const upload = new Readable({ read() {} })
    // Beyond what is buffered, so that it goes out as it comes in.
    upload.push(Buffer.alloc(1_100_000, 'x'))
    const { res } = await open({ method: 'POST', body: upload })
    const pieces = res[Symbol.asyncIterator]() as AsyncIterator<Buffer>
    let received = ''
    const waitFor = async (part: string) => {
      while (!received.includes(part)) received += String((await pieces.next()).value)
    }
    await waitFor('xxx')
    for (const part of ['one', 'two', 'three']) {
      upload.push(part)
      await waitFor(part)
    }
    upload.push(null)
    while (!(await pieces.next()).done);
    expect(hits).toHaveLength(1)
  })

  it('headers do not wait for the first byte of the body', async () => {
    let finish = () => {}
    answer = (_req, res) => {
      res.writeHead(200).flushHeaders()
      finish = () => res.end('late')
    }
    const { res } = await open()
    expect(res.statusCode).toBe(200)
    finish()
    expect(await text(res)).toBe('late')
  })

  it('100 MB up and 100 MB down at bounded memory, byte for byte', async () => {
    const size = 100 * 1024 * 1024
    const piece = randomBytes(64 * 1024)
    const hashOf = (count: number) => {
      const hash = createHash('sha256')
      for (let i = 0; i < count; i += 1) hash.update(piece)
      return hash.digest('hex')
    }
    // What is held, not what waits for the collector: how late that runs depends on how busy the machine is.
    let peak = 0
    const before = heldBytes()
    const watch = setInterval(() => (peak = Math.max(peak, heldBytes() - before)), 50)
    answer = async (req, res) => {
      const hash = createHash('sha256')
      for await (const chunk of req) hash.update(chunk as Buffer)
      res.setHeader('x-up', hash.digest('hex'))
      res.setHeader('content-length', size)
      Readable.from(pieces()).pipe(res)
    }
    function* pieces() {
      for (let i = 0; i < size / piece.length; i += 1) yield piece
    }
    const { res } = await open({ method: 'POST', headers: { ...bearer(useToken), 'content-length': String(size) }, body: Readable.from(pieces()) })
    const down = createHash('sha256')
    let bytes = 0
    for await (const chunk of res) {
      bytes += (chunk as Buffer).length
      down.update(chunk as Buffer)
    }
    clearInterval(watch)
    expect(bytes).toBe(size)
    expect([res.headers['x-up'], down.digest('hex')]).toEqual([1, 2].map(() => hashOf(size / piece.length)))
    expect(hits[0]?.headers['content-length']).toBe(String(size))
    expect(peak).toBeLessThan(64 * 1024 * 1024)
    await expect.poll(() => outcomes).toMatchObject([{ requestBytes: size, responseBytes: size }])
  }, 30_000)

  it('a reader that stops holds the provider back', async () => {
    let written = 0
    answer = (_req, res) => {
      const more = (): void => {
        while (!res.destroyed) {
          written += 65_536
          if (!res.write(Buffer.alloc(65_536))) return void res.once('drain', more)
        }
      }
      more()
    }
    const { req, res } = await open()
    res.pause()
    let last = -1
    // Stands still once every buffer on the way is full.
    await expect.poll(() => { const same = written === last; last = written; return same }, { interval: 300, timeout: 10_000 }).toBe(true)
    expect(written).toBeLessThan(40 * 1024 * 1024)
    req.destroy()
  }, 15_000)

  it('a provider that stops reading holds the upload back', async () => {
    // Never reads: what arrives stays in the sockets on the way.
    answer = () => {}
    let pulled = 0
    const upload = new Readable({
      read() {
        pulled += 65_536
        this.push(pulled > 90 * 1024 * 1024 ? null : Buffer.alloc(65_536))
      },
    })
    const req = httpRequest({ host: '127.0.0.1', port: front.port, method: 'POST', path: target(), headers: bearer(useToken), agent: false }).on('error', () => {})
    upload.pipe(req)
    let last = -1
    await expect.poll(() => { const same = pulled === last; last = pulled; return same }, { interval: 300, timeout: 10_000 }).toBe(true)
    expect(hits).toHaveLength(1)
    expect(pulled).toBeLessThan(40 * 1024 * 1024)
    req.destroy()
  }, 15_000)

  it('more than 100 MB is refused, announced or not', async () => {
    expect(await send({ method: 'POST', headers: { ...bearer(useToken), 'content-length': String(100 * 1024 * 1024 + 1) }, body: new Readable({ read() {} }) })).toMatchObject({ status: 413, code: 'payload_too_large' })
    expect(hits).toEqual([])
    answer = (req) => req.on('error', () => {}).resume()
    const piece = Buffer.alloc(1024 * 1024)
    function* pieces() {
      for (let i = 0; i < 101; i += 1) yield piece
    }
    expect(await send({ method: 'POST', body: Readable.from(pieces()) })).toMatchObject({ status: 413, code: 'payload_too_large' })
  }, 30_000)

  it('an early answer to an upload arrives', async () => {
    answer = (_req, res) => res.writeHead(403).end('no')
    const piece = Buffer.alloc(1024 * 1024)
    const { res } = await open({ method: 'POST', body: Readable.from((function* () { for (let i = 0; i < 5; i += 1) yield piece })()) })
    expect([res.statusCode, await text(res)]).toEqual([403, 'no'])
  })
})

describe('a client that goes away', () => {
  it('before the answer: the provider’s request ends', async () => {
    const ended = new Promise((resolve) => (answer = (req) => req.socket.once('close', resolve)))
    const req = httpRequest({ host: '127.0.0.1', port: front.port, path: target(), headers: bearer(useToken), agent: false }).on('error', () => {})
    req.end()
    await expect.poll(() => hits).toHaveLength(1)
    req.destroy()
    await ended
    await expect.poll(() => lines).toMatchObject([{ isCut: true }])
    expect(hits).toHaveLength(1)
  })

  it('in the middle of it: the provider’s answer ends', async () => {
    const ended = new Promise((resolve) => {
      answer = (_req, res) => {
        res.write('first')
        res.once('close', resolve)
      }
    })
    const { req, res } = await open()
    res.on('error', () => {})
    await once(res, 'data')
    req.destroy()
    await ended
    await expect.poll(() => outcomes).toMatchObject([{ status: 200, responseBytes: 5, code: null }])
  })

  it('at any moment: nothing of the call is left behind', async () => {
    const [theirs, given]: [Socket[], ServerResponse[]] = [[], []]
    const note = (socket: Socket): void => void theirs.push(socket)
    front.server.on('connection', note)
    answer = (req, res) => {
      given.push(res)
      if (req.url === '/v1/0') return res.end('short')
      res.writeHead(200).write(Buffer.alloc(req.url === '/v1/1' ? 10_000 : 100_000))
      return req.url === '/v1/1' && setImmediate(() => res.end())
    }
    // More than there are places for at a time.
    for (let n = 0; n < 300; n += 1) {
      const socket = connect(front.port, '127.0.0.1').on('error', () => {})
      const whole = `POST ${target(`/${n % 3}`)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${useToken}\r\nContent-Length: 4\r\n\r\nbody`
      socket.write(n % 7 === 0 ? whole.slice(0, -2) : whole)
      await once(socket, 'connect')
      for (let turn = 0; turn < n % 13; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      socket[n % 2 === 0 ? 'destroy' : 'resetAndDestroy']()
    }
    front.server.off('connection', note)
    await expect.poll(() => [...theirs, ...given].filter(({ closed }) => !closed), { timeout: 10_000 }).toEqual([])
    answer = (_req, res) => res.end('fine')
    expect(await send()).toMatchObject({ status: 200 })
    await expect.poll(() => outcomes.length >= hits.length && outcomes.length <= lines.length).toBe(true)
  })

  it('behind another answer of the same connection: that ends, too', async () => {
    const closed: string[] = []
    const begun = Promise.withResolvers<void>()
    answer = (req, res) => {
      res.on('close', () => closed.push(req.url ?? ''))
      if (req.url?.includes('slow')) return
      res.writeHead(200)
      const more = (): void => void (res.destroyed || res.write(Buffer.alloc(65_536), () => setImmediate(more)))
      more()
      begun.resolve()
    }
    const socket = connect(front.port, '127.0.0.1')
    const ask = (path: string): string => `GET ${target(path)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${useToken}\r\n\r\n`
    socket.write(ask('/slow') + ask('/stream'))
    await begun.promise
    socket.destroy()
    await expect.poll(() => closed.sort()).toEqual(['/v1/slow', '/v1/stream'])
    await expect.poll(() => lines.length).toBe(2)
    expect(outcomes).toHaveLength(2)
  })

  it('in the middle of its upload: the provider sees no complete request', async () => {
    let isComplete: boolean | null = null
    answer = (req) => req.on('error', () => {}).on('close', () => (isComplete = req.complete)).resume()
    const req = httpRequest({ host: '127.0.0.1', port: front.port, method: 'POST', path: target(), headers: bearer(useToken), agent: false }).on('error', () => {})
    req.write(Buffer.alloc(2_000_000))
    await expect.poll(() => hits).toHaveLength(1)
    req.destroy()
    await expect.poll(() => isComplete).toBe(false)
    await expect.poll(() => lines).toMatchObject([{ isCut: true }])
  })
})
