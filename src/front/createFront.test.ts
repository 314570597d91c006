import { once } from 'node:events'
import { request, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { createFront, type FrontHandler } from './createFront.ts'
import { createFrontServer } from './createFrontServer.ts'
import { drainServer } from './drainServer.ts'
import { parseTrustedProxies } from './parseTrustedProxies.ts'

const limits = { maxBytes: 1000, maxLargeBytes: 5000, largePaths: ['/api/large'], deadlineMs: 150 }
const sayNext: FrontHandler = async (req, res) => void res.end(`next ${req.url} ${(await text(req)).length}`)
const sayProxy: FrontHandler = async (req, res) => void res.end(`proxy ${req.url} ${(await text(req)).length}`)

let server: Server
async function listen(front: Partial<Parameters<typeof createFront>[0]> = {}): Promise<number> {
  server = createFrontServer(createFront({ handleNext: sayNext, handleProxy: sayProxy, limits, ...front }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

type Sent = { port: number; path: string; method?: string; headers?: Record<string, string>; body?: string | Buffer }
async function send({ port, path, method = 'GET', headers = {}, body }: Sent): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  const req = request({ port, host: '127.0.0.1', path, method, headers })
  req.on('error', () => {})
  req.end(body)
  const [res] = (await once(req, 'response')) as [IncomingMessage]
  return { status: res.statusCode ?? 0, headers: res.headers, body: await text(res) }
}
const post = (options: Omit<Sent, 'method'> & { size: number }) =>
  send({ ...options, method: 'POST', headers: { 'content-length': String(options.size), ...options.headers }, body: Buffer.alloc(options.size, 'a') })

describe('createFront', () => {
  it('hands the proxy its path untouched and everything else to Next', async () => {
    const port = await listen()
    expect((await send({ port, path: '/api/proxy/connections/1//a/../b?c=%2e' })).body).toBe('proxy /api/proxy/connections/1//a/../b?c=%2e 0')
    expect((await send({ port, path: '/api/proxy' })).body).toMatch(/^proxy/)
    for (const path of ['/api/proxyx', '/marketplace', '/API/proxy/x', '//api/proxy/x']) expect((await send({ port, path })).body).toBe(`next ${path} 0`)
  })

  it('keeps a well-formed request id, replaces any other, and answers with exactly one', async () => {
    const port = await listen({ handleNext: (req, res) => void res.setHeader('x-request-id', 'set-by-a-handler').end(String(req.headers['x-request-id'])) })
    const kept = await send({ port, path: '/', headers: { 'x-request-id': 'abcdefgh-1' } })
    expect([kept.body, kept.headers['x-request-id']]).toEqual(['abcdefgh-1', 'abcdefgh-1'])
    for (const bad of ['short', 'has space in it', 'x'.repeat(65), 'abcdefgh;1']) {
      const made = await send({ port, path: '/', headers: { 'x-request-id': bad } })
      expect(made.body).toMatch(/^[0-9a-f-]{36}$/)
      expect(made.headers['x-request-id']).toBe(made.body)
    }
  })

  it.each([
    ['no Host', 'GET /api/x HTTP/1.1\r\n\r\n', 400, 'invalid_request'],
    ['no Host, for the proxy', 'POST /api/proxy/x HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody', 400, 'invalid_request'],
    ['two Hosts', 'GET /api/x HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n', 400, 'invalid_request'],
    ['two Hosts, of the older protocol', 'GET /api/proxy/x HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n', 400, 'invalid_request'],
    ['another protocol', 'EHLO front\r\n\r\n', 400, 'invalid_request'],
    ['a version nobody speaks', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400, 'invalid_request'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 'invalid_request'],
    ['a length and chunks', 'POST /api/proxy/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400, 'invalid_request'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n', 400, 'invalid_request'],
    ['a tunnel', 'CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n', 405, 'method_not_allowed'],
  ])('answers %s from the closed list, with an id, and closes', async (_what, bytes, status, code) => {
    const port = await listen()
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    const answer = await text(socket)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    const [error] = (JSON.parse(body) as { errors: { code: string; requestId: string; message: string; hint: string }[] }).errors
    expect(error).toMatchObject({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), message: expect.any(String), hint: expect.any(String) })
    expect(head.toLowerCase()).toContain('content-type: application/json')
    expect(head.toLowerCase()).toContain(`x-request-id: ${error!.requestId}`)
    expect(head.toLowerCase()).toContain('x-patchbay-origin: patchbay')
  })

  it('outlives a client that asks for a tunnel and resets the connection', async () => {
    const port = await listen()
    for (const hasRead of [false, true]) {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      const [theirs] = (await once(server, 'connection')) as [Socket]
      const closed = new Promise((resolve) => theirs.once('close', resolve))
      socket.write('CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n')
      if (hasRead) await once(socket, 'data')
      socket.resetAndDestroy()
      await closed
    }
    expect((await send({ port, path: '/x' })).body).toBe('next /x 0')
  })

  it('writes no refusal of a tunnel into an answer that is under way on its connection', async () => {
    let finish = (): void => {}
    const port = await listen({
      handleNext: (_, res) => {
        finish = () => void res.end('last')
        res.write('first ')
      },
    })
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\nCONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n')
    const answer = await text(socket).catch(String)
    finish()
    expect(answer).not.toContain('405')
    expect((await send({ port, path: '/api/proxy/x' })).body).toBe('proxy /api/proxy/x 0')
  })

  it('answers a request that was read whole, whatever comes behind it, and then closes', async () => {
    const { promise: isDone, resolve: finish } = Promise.withResolvers<void>()
    const port = await listen({ handleNext: async (_, res) => void res.end((await isDone, 'done')) })
    const socket = connect(port, '127.0.0.1')
    const broken = once(server, 'clientError')
    socket.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbodyEHLO front\r\n\r\n')
    const answer = text(socket)
    await broken
    socket.write('and more\r\n\r\n')
    finish()
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK[^]*connection: close[^]*\r\n\r\n4?[^]*done/i)
    expect(await answer).not.toContain('invalid_request')
  })

  it.each([['', 'hangs up'], ['CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'asks for a tunnel']])('tells each answer once, also those that wait for their turn, when a client sends %j and %s', async (last) => {
    const [asked, closed]: string[][] = [[], []]
    const port = await listen({ handleNext: ({ url = '' }, res) => {
      asked!.push(url)
      res.on('close', () => closed!.push(url))
      if (url === '/0') res.end()
    } })
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    const paths = ['/0', '/1', '/2', '/3']
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join('') + last)
    await expect.poll(() => asked).toEqual(paths)
    await expect.poll(() => closed).toContain('/0')
    socket.destroy()
    await expect.poll(() => closed!.toSorted()).toEqual(paths)
    await new Promise((resolve) => setImmediate(resolve))
    expect(closed).toHaveLength(paths.length)
  })

  it('serves whoever still speaks HTTP/1.0, without a Host, and whoever offers another protocol', async () => {
    const port = await listen()
    for (const bytes of ['GET /x HTTP/1.0\r\n\r\n', 'GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n']) {
      const socket = connect(port, '127.0.0.1')
      socket.end(bytes)
      expect(await text(socket)).toContain('next /x 0')
    }
  })

  it('answers whoever expects what nobody knows as if they had not', async () => {
    const port = await listen()
    expect((await send({ port, path: '/x', headers: { expect: 'something-else' } })).body).toBe('next /x 0')
  })

  it('refuses a body over the limit before the handler sees it, in the error shape', async () => {
    const port = await listen()
    expect((await post({ port, path: '/api/x', size: 1000 })).body).toBe('next /api/x 1000')
    const refused = await post({ port, path: '/api/x', size: 1001, headers: { 'x-request-id': 'abcdefgh-2' } })
    expect(refused.status).toBe(413)
    expect(JSON.parse(refused.body)).toEqual({ errors: [expect.objectContaining({ code: 'payload_too_large', requestId: 'abcdefgh-2' })] })
    expect((await post({ port, path: '/api/large?x', size: 5000 })).body).toBe('next /api/large?x 5000')
    expect((await post({ port, path: '/api/large', size: 5001 })).status).toBe(413)
    expect((await post({ port, path: '/api/largest', size: 1001 })).status).toBe(413)
    expect((await post({ port, path: '/api/proxy/x', size: 9000 })).body).toBe('proxy /api/proxy/x 9000')
  })

  it('gets its refusal through although the client is still writing', async () => {
    const port = await listen()
    const refused = await post({ port, path: '/api/x', size: 8 * 1024 * 1024 })
    expect(JSON.parse(refused.body).errors[0].code).toBe('payload_too_large')
  })

  it('refuses bodies of unknown length, except for the proxy', async () => {
    const port = await listen()
    const chunked = { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'abc' }
    const refused = await send({ port, path: '/api/x', ...chunked })
    expect([refused.status, JSON.parse(refused.body).errors[0].code]).toEqual([400, 'invalid_request'])
    expect(refused.body).toContain('Send Content-Length')
    expect((await send({ port, path: '/api/proxy/x', ...chunked })).body).toBe('proxy /api/proxy/x 3')
  })

  it('refuses an absolute request target', async () => {
    const port = await listen()
    expect((await send({ port, path: 'http://elsewhere.test/api/proxy/x' })).status).toBe(400)
  })

  it('ends a body that does not arrive in time', async () => {
    const port = await listen({ handleNext: async (req, res) => void res.end(await text(req).catch(() => 'cut')) })
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this')
    await once(socket, 'close')
  })

  it('answers 500 without the reason when a handler throws, and serves on', async () => {
    const port = await listen({
      handleNext: async () => {
        throw new Error('with a detail inside')
      },
    })
    const failed = await send({ port, path: '/' })
    expect([failed.status, JSON.parse(failed.body).errors[0].code]).toEqual([500, 'internal'])
    expect(failed.body).not.toContain('detail')
    expect((await send({ port, path: '/api/proxy/x' })).status).toBe(200)
  })

  it('says where a request comes from, and believes only trusted proxies', async () => {
    const sayAddress: FrontHandler = (req, res) => void res.end(String(req.headers['x-patchbay-address']))
    const headers = { 'x-patchbay-address': '6.6.6.6', 'x-forwarded-for': '6.6.6.6, 203.0.113.1' }
    const port = await listen({ handleNext: sayAddress })
    expect((await send({ port, path: '/', headers })).body).toBe('127.0.0.1')
    server.close()
    const behind = await listen({ handleNext: sayAddress, trustedProxies: parseTrustedProxies('127.0.0.1') })
    expect((await send({ port: behind, path: '/', headers })).body).toBe('203.0.113.1')
    expect((await send({ port: behind, path: '/', headers: { 'x-patchbay-address': '6.6.6.6' } })).body).toBe('127.0.0.1')
  })

  it('refuses what a page of another site sends, in the error shape, but for the proxy, which knows no cookies', async () => {
    const port = await listen({ origins: ['http://localhost:3000'] })
    const refused = await post({ port, path: '/api/users/login', size: 10, headers: { 'sec-fetch-site': 'cross-site', 'x-request-id': 'abcdefgh-3' } })
    expect([refused.status, JSON.parse(refused.body)]).toEqual([403, { errors: [expect.objectContaining({ code: 'forbidden', requestId: 'abcdefgh-3' })] }])
    for (const headers of [{ origin: 'http://localhost:3000' }, {}, { origin: 'https://app.example', authorization: 'JWT x' }] as Record<string, string>[]) {
      expect((await post({ port, path: '/api/users/login', size: 10, headers })).status).toBe(200)
    }
    expect((await post({ port, path: '/api/proxy/x', size: 10, headers: { origin: 'https://app.example' } })).status).toBe(200)
  })

  it('sends HSTS only where the public address is https', async () => {
    const port = await listen({ isHttps: true })
    expect((await send({ port, path: '/' })).headers['strict-transport-security']).toBe('max-age=31536000')
  })
})

describe('drainServer', () => {
  it('lets a stream in flight finish and refuses new connections', async () => {
    let finish = (): void => {}
    const port = await listen({
      handleProxy: (_, res) => {
        res.write('first ')
        finish = () => void res.end('last')
      },
    })
    const req = request({ port, host: '127.0.0.1', path: '/api/proxy/x' }).end()
    const [res] = (await once(req, 'response')) as [IncomingMessage]
    const drained = drainServer({ server, deadlineMs: 10_000 })
    await expect(send({ port, path: '/' })).rejects.toThrow('ECONNREFUSED')
    finish()
    expect(await text(res)).toBe('first last')
    expect(await drained).toBe(true)
  })

  it('does not wait for a connection that is only kept alive', async () => {
    const port = await listen()
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'data')
    const closed = once(socket, 'close')
    expect(await drainServer({ server, deadlineMs: 10_000 })).toBe(true)
    await closed
  })

  it('cuts an endless stream at the deadline', async () => {
    const port = await listen({ handleProxy: (_, res) => void res.write('and so on') })
    const req = request({ port, host: '127.0.0.1', path: '/api/proxy/x' }).end()
    req.on('error', () => {})
    const [res] = (await once(req, 'response')) as [IncomingMessage]
    const cut = text(res).catch((error: Error) => error.message)
    expect(await drainServer({ server, deadlineMs: 100 })).toBe(false)
    expect(await cut).toBe('aborted')
  })
})
