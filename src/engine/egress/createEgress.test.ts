import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PatchbayError } from '../errors.ts'
import corpus from './corpus.json' with { type: 'json' }
import { createEgress } from './createEgress.ts'
import type { Egress, OutboundRequest, OutboundResponse } from './Egress.ts'
import { judgeAddress } from './judgeAddress.ts'
import { makeTestCertificate } from './makeTestCertificate.ts'
import { parseEgressAllow } from './parseEgressAllow.ts'

const NAME = 'api.example.com'
const closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function listen(server: Server | TcpServer): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener))
const serveTcp = (onSocket: (socket: Socket) => void): Promise<number> => listen(createTcpServer(onSocket))

function open(options: Partial<Parameters<typeof createEgress>[0]> & { port?: number } = {}): Egress {
  const egress = createEgress({ allow: parseEgressAllow(options.port ? `${NAME}:${options.port}` : ''), resolve: async () => ['127.0.0.1'], ...options })
  closers.push(() => void egress.close())
  return egress
}

const ask = (url: string, more: Partial<OutboundRequest> = {}): OutboundRequest => ({ method: 'GET', url: new URL(url), headers: {}, body: null, headersTimeoutMs: 5_000, ...more })

async function readBytes(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const readText = async ({ body }: OutboundResponse): Promise<string> => (await readBytes(body)).toString()

const echo: RequestListener = async (request, response) => {
  const body = (await readBytes(request)).toString()
  response.end(JSON.stringify({ method: request.method, url: request.url, rawHeaders: request.rawHeaders, body }))
}

describe('send', () => {
  it('sends what it was given, byte for byte', async () => {
    const port = await serve(echo)
    const egress = open({ port })
    const response = await egress.send(ask(`http://${NAME}:${port}/a%2Fb/@c?d=%7e&e#f`, { method: 'POST', headers: { 'X-Api-Key': 'k', accept: ['a', 'b'] }, body: Buffer.from('{"a":1}') }))
    expect(response).toMatchObject({ status: 200, remoteAddress: '127.0.0.1', requestBytes: 7 })
    const seen = JSON.parse(await readText(response)) as { rawHeaders: string[] }
    expect(seen).toMatchObject({ method: 'POST', url: '/a%2Fb/@c?d=%7e&e', body: '{"a":1}' })
    expect(seen.rawHeaders).toEqual(['host', `${NAME}:${port}`, 'connection', 'keep-alive', 'X-Api-Key', 'k', 'accept', 'a', 'accept', 'b', 'content-length', '7'])
  })

  it('streams a body in chunks, or with its length when that is known', async () => {
    const port = await serve(echo)
    const egress = open({ port })
    for (const bodyBytes of [undefined, 6]) {
      const response = await egress.send(ask(`http://${NAME}:${port}/`, { method: 'PUT', body: Readable.from([Buffer.from('abc'), Buffer.from('def')]), bodyBytes }))
      const seen = JSON.parse(await readText(response)) as { rawHeaders: string[]; body: string }
      expect(seen.body).toBe('abcdef')
      expect(seen.rawHeaders.slice(-2)).toEqual(bodyBytes ? ['content-length', '6'] : ['transfer-encoding', 'chunked'])
      expect(response.requestBytes).toBe(6)
    }
  })

  it('gives the answer as it came: no redirect followed, nothing decoded, headers in order', async () => {
    const packed = gzipSync('hello')
    let requests = 0
    const port = await serve((_request, response) => {
      requests += 1
      response.writeHead(302, [['Location', 'http://127.0.0.1/'], ['Content-Encoding', 'gzip'], ['Set-Cookie', 'a'], ['Set-Cookie', 'b'], ['X-Latin', 'caf\u00e9']])
      response.end(packed)
    })
    const response = await open({ port }).send(ask(`http://${NAME}:${port}/`))
    expect(response.status).toBe(302)
    expect(response.headers.slice(0, 5)).toEqual([['location', 'http://127.0.0.1/'], ['content-encoding', 'gzip'], ['set-cookie', 'a'], ['set-cookie', 'b'], ['x-latin', 'caf\u00e9']])
    expect(await readBytes(response.body)).toEqual(packed)
    expect(requests).toBe(1)
  })

  it('passes early hints by and takes answers without a body', async () => {
    const port = await serve((request, response) => {
      if (request.method === 'HEAD') return response.writeHead(200, { 'content-length': '5000000000' }).end()
      return response.writeEarlyHints({ link: '</x>; rel=preload' }, () => response.writeHead(204).end())
    })
    const egress = open({ port })
    const empty = await egress.send(ask(`http://${NAME}:${port}/`))
    expect([empty.status, await readText(empty)]).toEqual([204, ''])
    const head = await egress.send(ask(`http://${NAME}:${port}/`, { method: 'HEAD' }))
    expect([head.status, await readText(head)]).toEqual([200, ''])
  })

  it.each([
    [20_000, undefined, 200],
    [20_000, 10_000, 'response_too_large'],
  ])('takes %i bytes of headers under a limit of %s → %s', async (size, maxHeaderBytes, expected) => {
    const port = await serve((_request, response) => response.writeHead(200, { 'x-long': 'y'.repeat(size) }).end())
    const outcome = await open({ port, limits: maxHeaderBytes ? { maxHeaderBytes } : {} })
      .send(ask(`http://${NAME}:${port}/`))
      .then((response) => readBytes(response.body).then(() => response.status), (error: PatchbayError) => error.code)
    expect(outcome).toBe(expected)
  })

  it.each([
    ['CONNECT', {}, 'method_not_allowed'],
    ['TRACE', {}, 'method_not_allowed'],
    ['trace', {}, 'method_not_allowed'],
    ['GE T', {}, 'invalid_request'],
    ['GET', { Host: 'evil.example' }, 'invalid_request'],
    ['POST', { 'Content-Length': '3' }, 'invalid_request'],
    ['POST', { 'transfer-encoding': 'chunked' }, 'invalid_request'],
    ['GET', { 'x-a': 'b\r\nhost: c' }, 'invalid_request'],
    ['GET', { 'x-a': '\u010a' }, 'invalid_request'],
  ])('refuses %s with %j before anything is sent', async (method, headers, code) => {
    const onRequest = vi.fn<RequestListener>(echo)
    const port = await serve(onRequest)
    await expect(open({ port }).send(ask(`http://${NAME}:${port}/`, { method, headers: headers as Record<string, string> }))).rejects.toMatchObject({ code, wasSent: false })
    expect(onRequest).not.toHaveBeenCalled()
  })

  it('refuses a user name in the address', async () => {
    await expect(open().send(ask('https://user@api.example.com/'))).rejects.toMatchObject({ code: 'host_not_allowed', wasSent: false })
  })
})

describe('where it connects', () => {
  it.each(corpus.dns as [string[], string][])('a name that resolves to %j → %s', async (answers, expected) => {
    // Good answers are only judged: the tests reach no outside network.
    if (expected === 'ok') return expect(answers.every((address) => judgeAddress({ address, port: 443, allow: [], host: NAME }).ok)).toBe(true)
    await expect(open({ resolve: async () => answers }).send(ask(`https://${NAME}/`))).rejects.toMatchObject({ code: expected, wasSent: false })
  })

  it.each(['http://127.0.0.1', 'http://127.1', 'http://2130706433', 'http://0x7f.1', 'http://0177.0.0.1', 'https://127.0.0.1', 'https://[::ffff:127.0.0.1]', 'http://localhost', 'https://localhost'])('never opens a socket to %s', async (origin) => {
    const onSocket = vi.fn<(socket: Socket) => void>()
    const port = await serveTcp(onSocket)
    await expect(open().send(ask(`${origin}:${port}/`))).rejects.toMatchObject({ code: 'host_not_allowed', wasSent: false })
    expect(onSocket).not.toHaveBeenCalled()
  })

  it.each(['http://api.example.com', 'https://db.internal', 'https://localhost', 'https://api.example.com.'])('does not even ask for the address of %s', async (origin) => {
    const resolve = vi.fn<(name: string) => Promise<string[]>>(async () => ['127.0.0.1'])
    await expect(open({ resolve }).send(ask(`${origin}/`))).rejects.toMatchObject({ code: 'host_not_allowed', wasSent: false })
    expect(resolve).not.toHaveBeenCalled()
  })

  it('resolves once for a connection, however many requests it carries', async () => {
    let sockets = 0
    const server = createServer(echo).on('connection', () => (sockets += 1))
    const port = await listen(server)
    const resolve = vi.fn<(name: string) => Promise<string[]>>(async () => ['127.0.0.1'])
    const egress = open({ port, resolve })
    for (let round = 0; round < 20; round += 1) await readText(await egress.send(ask(`http://${NAME}:${port}/`)))
    // undici hands a socket back one turn of the loop after its answer, so a quick caller may hold two.
    expect(sockets).toBeLessThanOrEqual(2)
    expect(resolve).toHaveBeenCalledTimes(sockets)
  })

  it('judges the name anew for each new connection', async () => {
    const port = await serve((_request, response) => response.writeHead(200, { connection: 'close' }).end('x'))
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    const egress = open({ port, resolve: async () => answers.shift() ?? [] })
    expect(await readText(await egress.send(ask(`http://${NAME}:${port}/`)))).toBe('x')
    await expect(egress.send(ask(`http://${NAME}:${port}/`))).rejects.toMatchObject({ code: 'host_not_allowed' })
  })

  it('tries the next judged address when the first does not answer', async () => {
    const port = await serve(echo)
    const response = await open({ port, resolve: async () => ['::1', '127.0.0.1'] }).send(ask(`http://${NAME}:${port}/`))
    expect(response.remoteAddress).toBe('127.0.0.1')
    await readText(response)
  })

  it('resolves by the system when nothing else is given', async () => {
    const port = await serve(echo)
    const egress = createEgress({ allow: parseEgressAllow(`localhost:${port}`) })
    closers.push(() => void egress.close())
    expect((await egress.send(ask(`http://localhost:${port}/`)).then(readText)).length).toBeGreaterThan(0)
  })
})

describe('TLS', () => {
  const serveTls = async (name: string): Promise<{ port: number; cert: string; servernames: unknown[] }> => {
    const pair = makeTestCertificate(name)
    const servernames: unknown[] = []
    const server = createTlsServer(pair, (request, response) => {
      servernames.push((request.socket as unknown as { servername: unknown }).servername)
      response.end('secret garden')
    })
    server.on('tlsClientError', () => {})
    return { port: await listen(server), cert: pair.cert, servernames }
  }

  it('checks the certificate against the name, though it dials the address', async () => {
    const { port, cert, servernames } = await serveTls(NAME)
    const egress = open({ port, ca: [cert] })
    expect(await readText(await egress.send(ask(`https://${NAME}:${port}/`)))).toBe('secret garden')
    expect(servernames).toEqual([NAME])
  })

  it('refuses a certificate of another name', async () => {
    const { port, cert } = await serveTls('other.example.com')
    await expect(open({ port, ca: [cert] }).send(ask(`https://${NAME}:${port}/`))).rejects.toMatchObject({ code: 'provider_unreachable', wasSent: false, message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') })
  })

  it('refuses an unknown issuer, whatever the environment says', async () => {
    const { port } = await serveTls(NAME)
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    closers.push(() => vi.unstubAllEnvs())
    await expect(open({ port }).send(ask(`https://${NAME}:${port}/`))).rejects.toMatchObject({ code: 'provider_unreachable', wasSent: false })
  })

  it('gives up on a server that never shakes hands', async () => {
    const port = await serveTcp(() => {})
    await expect(open({ port, limits: { connectTimeoutMs: 60 } }).send(ask(`https://${NAME}:${port}/`))).rejects.toMatchObject({ code: 'provider_timeout', wasSent: false })
  })
})

describe('faults', () => {
  const answerWith = (text: string, end: 'end' | 'reset' | 'stay' = 'end'): Promise<number> =>
    serveTcp((socket) => {
      socket.once('data', () => {
        if (end === 'reset') return socket.resetAndDestroy()
        socket.write(text, 'latin1')
        return end === 'end' ? socket.end() : undefined
      })
    })

  it('nobody listens: unreachable, nothing sent, a streamed body still unread', async () => {
    const port = await serveTcp(() => {})
    await closers.pop()?.()
    const body = Readable.from([Buffer.from('x')])
    await expect(open({ port }).send(ask(`http://${NAME}:${port}/`, { method: 'POST', body }))).rejects.toMatchObject({ code: 'provider_unreachable', wasSent: false, message: expect.stringContaining('ECONNREFUSED') })
    expect([body.readableDidRead, body.destroyed]).toEqual([false, false])
  })

  it('the name is unknown: unreachable, nothing sent', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))
    await expect(open({ resolve }).send(ask(`https://${NAME}/`))).rejects.toMatchObject({ code: 'provider_unreachable', wasSent: false, message: expect.stringContaining('ENOTFOUND') })
  })

  it('the name server is silent: timeout, nothing sent', async () => {
    const egress = open({ resolve: () => new Promise(() => {}), limits: { connectTimeoutMs: 30 } })
    await expect(egress.send(ask(`https://${NAME}/`))).rejects.toMatchObject({ code: 'provider_timeout', wasSent: false })
  })

  it.each([
    ['reset', '', 'reset', 'provider_unreachable'],
    ['closed without a word', '', 'end', 'provider_unreachable'],
    ['not HTTP', 'SSH-2.0-x\r\n', 'stay', 'provider_error'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 'stay', 'provider_unreachable'],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 'stay', 'response_too_large'],
    ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', 'stay', 'provider_unreachable'],
    ['2 GB announced', 'HTTP/1.1 200 OK\r\ncontent-length: 2000000000\r\n\r\nabc', 'stay', 'response_too_large'],
  ] as const)('%s → the request was sent', async (_what, text, end, code) => {
    const port = await answerWith(text, end)
    await expect(open({ port }).send(ask(`http://${NAME}:${port}/`))).rejects.toMatchObject({ code, wasSent: true })
  })

  it('no headers in time', async () => {
    const port = await serveTcp(() => {})
    await expect(open({ port }).send(ask(`http://${NAME}:${port}/`, { headersTimeoutMs: 50 }))).rejects.toMatchObject({ code: 'provider_timeout', wasSent: true })
  })

  it.each([
    ['a length', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'end', 'provider_unreachable'],
    ['chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n', 'end', 'provider_unreachable'],
    ['a chunk size that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n', 'stay', 'provider_error'],
    ['silence', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'stay', 'provider_timeout'],
  ] as const)('an answer that breaks off (%s) is an error of its stream', async (_what, text, end, code) => {
    const port = await answerWith(text, end)
    const response = await open({ port }).send(ask(`http://${NAME}:${port}/`, { idleTimeoutMs: 50 }))
    expect(response.status).toBe(200)
    await expect(readText(response)).rejects.toMatchObject({ code, wasSent: true })
  })

  it('an answer that breaks off before anybody reads it waits for its reader', async () => {
    const port = await answerWith('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')
    const response = await open({ port }).send(ask(`http://${NAME}:${port}/`))
    await vi.waitFor(() => expect(response.body.errored).not.toBeNull())
    await expect(readText(response)).rejects.toMatchObject({ code: 'provider_unreachable' })
  })

  it('a request body that fails tells its own error', async () => {
    const port = await serve(echo)
    const body = new Readable({ read() {} })
    body.push('begin')
    const sending = open({ port }).send(ask(`http://${NAME}:${port}/`, { method: 'POST', body }))
    body.once('resume', () => body.destroy(new PatchbayError('payload_too_large')))
    await expect(sending).rejects.toMatchObject({ code: 'payload_too_large' })
  })

  it('a body longer than announced never reaches the wire as a second request', async () => {
    const urls: unknown[] = []
    const port = await serve((request, response) => {
      urls.push(request.url)
      echo(request, response)
    })
    const smuggled = `abcGET /smuggled HTTP/1.1\r\nhost: ${NAME}\r\n\r\n`
    await expect(open({ port }).send(ask(`http://${NAME}:${port}/`, { method: 'POST', body: Readable.from([Buffer.from(smuggled)]), bodyBytes: 3 }))).rejects.toMatchObject({ code: 'invalid_request' })
    expect(urls).not.toContain('/smuggled')
  })
})

describe('giving up', () => {
  it('does nothing when the signal has already fired', async () => {
    const reason = new Error('gone')
    await expect(open().send(ask(`https://${NAME}/`, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
  })

  it('ends the wait for a connection', async () => {
    const control = new AbortController()
    const sending = open({ resolve: () => new Promise(() => {}), limits: { connectTimeoutMs: 200 } }).send(ask(`https://${NAME}/`, { signal: control.signal }))
    control.abort(new Error('gone'))
    await expect(sending).rejects.toThrow('gone')
  })

  it('ends the upstream request while it waits for headers', async () => {
    const control = new AbortController()
    const closed = Promise.withResolvers<void>()
    const port = await serve((_request, response) => {
      response.on('close', () => closed.resolve())
      control.abort(new Error('gone'))
    })
    await expect(open({ port }).send(ask(`http://${NAME}:${port}/`, { signal: control.signal }))).rejects.toThrow('gone')
    await closed.promise
  })

  it.each(['signal', 'destroy'])('ends the upstream request in the middle of the answer (%s)', async (how) => {
    const control = new AbortController()
    const closed = Promise.withResolvers<void>()
    const port = await serve((_request, response) => {
      response.on('close', () => closed.resolve())
      response.write('begin')
    })
    const response = await open({ port }).send(ask(`http://${NAME}:${port}/`, { signal: control.signal }))
    if (how === 'destroy') response.body.destroy()
    else {
      control.abort(new Error('gone'))
      await expect(readText(response)).rejects.toThrow('gone')
    }
    await closed.promise
  })

  it('closes after the last answer is read, and takes nothing more', async () => {
    const port = await serve(echo)
    const egress = open({ port })
    const response = await egress.send(ask(`http://${NAME}:${port}/`))
    const closing = egress.close()
    expect((await readText(response)).length).toBeGreaterThan(0)
    await closing
    await expect(egress.send(ask(`http://${NAME}:${port}/`))).rejects.toMatchObject({ code: 'internal', wasSent: false })
  })
})

describe('back-pressure', () => {
  const TOTAL = 64 * 1024 * 1024
  const CHUNK = Buffer.alloc(64 * 1024)
  /** Complete exchanges over the same event loop: as much time as an unbounded flow would need to run away. */
  const passTime = async (egress: Egress, port: number): Promise<void> => {
    for (let round = 0; round < 200; round += 1) await readText(await egress.send(ask(`http://${NAME}:${port}/ping`)))
  }
  const flood = (count: (bytes: number) => void): Readable => {
    let left = TOTAL
    return new Readable({
      read() {
        if (left === 0) return void this.push(null)
        left -= CHUNK.length
        count(CHUNK.length)
        this.push(CHUNK)
      },
    })
  }

  it('holds the provider back while nobody reads, then gives everything', async () => {
    let produced = 0
    const port = await serve((request, response) => {
      if (request.url === '/ping') response.end('pong')
      else flood((bytes) => (produced += bytes)).pipe(response)
    })
    const egress = open({ port })
    const response = await egress.send(ask(`http://${NAME}:${port}/`))
    await passTime(egress, port)
    expect(produced).toBeLessThan(TOTAL / 2)
    let received = 0
    for await (const chunk of response.body as AsyncIterable<Buffer>) received += chunk.length
    expect([received, produced]).toEqual([TOTAL, TOTAL])
  })

  it('holds the request body back while the provider does not read', async () => {
    let produced = 0
    let received = 0
    const held = Promise.withResolvers<void>()
    const port = await serve(async (request, response) => {
      if (request.url === '/ping') return void response.end('pong')
      await held.promise
      for await (const chunk of request as AsyncIterable<Buffer>) received += chunk.length
      response.end('done')
    })
    const egress = open({ port })
    const sending = egress.send(ask(`http://${NAME}:${port}/`, { method: 'POST', body: flood((bytes) => (produced += bytes)) }))
    await passTime(egress, port)
    expect(produced).toBeLessThan(TOTAL / 2)
    held.resolve()
    const response = await sending
    expect(await readText(response)).toBe('done')
    expect([received, produced, response.requestBytes]).toEqual([TOTAL, TOTAL, TOTAL])
  })
})
