import { once } from 'node:events'
import { request as sendHttp, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Gateway, startGateway } from '#tests/support/startGateway.ts'
import { listen, type Listening } from '#tests/support/listen.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import type { TestActor } from '#tests/support/startServer.ts'

/** A gateway of its own: calls that end in the middle leave nothing behind, slow ones hold up nobody, and a flood of notes neither stops it nor makes it believe the old. */

let stage: Stage
let gateway: Gateway
let account: StageAccount
let token: TestActor
let connection: string
/** The provider whose sockets are counted. */
let upstream: Listening
let answer: (request: IncomingMessage, response: Parameters<Parameters<typeof listen>[0]>[1]) => void = (_request, response) => void response.end('{}')
let openRequests = 0

beforeAll(async () => {
  stage = await startStage()
  upstream = await listen((request, response) => {
    openRequests += 1
    response.once('close', () => (openRequests -= 1))
    request.on('error', () => undefined)
    answer(request, response)
  })
  const row = stage.service.row()
  await stage.importRows({ ...row, key: 'counted', name: 'Counted', baseUrl: upstream.url, allowedHosts: [`127.0.0.1:${upstream.port}`], test: null })
  account = await stage.newAccount()
  token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
  connection = (await stage.connected({ account, body: { provider: 'counted' } })).id
  gateway = await startGateway({ env: { ...stage.env, PATCHBAY_METRICS_PORT: '0' } })
})
afterAll(async () => {
  await gateway?.stop()
  await upstream?.close()
  await stage?.stop()
})
beforeEach(() => {
  answer = (_request, response) => void response.end('{}')
})

const path = (): string => `/api/proxy/connections/${connection}/x`
const call = async (): Promise<number> => {
  const response = await fetch(`${gateway.url}${path()}`, { headers: token.headers })
  await response.text()
  return response.status
}
const figure = async (name: string): Promise<number> => {
  const text = await (await fetch(`${gateway.metricsUrl}/metrics`)).text()
  return Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ').at(-1))
}
const openSockets = () => figure('process_open_fds')
const upstreamSockets = (): Promise<number> => new Promise((resolve) => upstream.server.getConnections((_error, count) => resolve(count)))

/** A request whose bytes the test sends itself. */
function open({ method = 'GET', length }: { method?: string; length?: number } = {}): Socket {
  const socket = connect(gateway.port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(`${method} ${path()} HTTP/1.1\r\nhost: x\r\nauthorization: ${token.headers.authorization}\r\n${length === undefined ? '' : `content-length: ${length}\r\n`}\r\n`)
  return socket
}

describe('a call that ends in the middle', () => {
  const times = 15
  const kilobyte = Buffer.alloc(1_024, 'a')
  const cut = async (socket: Socket): Promise<void> => {
    socket.destroy()
    if (!socket.closed) await once(socket, 'close')
  }
  const seen = async (): Promise<void> => void (await vi.waitFor(() => expect(openRequests).toBeGreaterThan(0), { timeout: 10_000, interval: 2 }))
  const stages: [string, () => Promise<void>][] = [
    ['by its caller, before the answer', async () => {
      answer = () => undefined
      const socket = open()
      await seen()
      await cut(socket)
    }],
    ['by its caller, in the middle of the answer', async () => {
      answer = (_request, response) => void response.writeHead(200, { 'content-length': '100000' }).write(kilobyte)
      const socket = open()
      await once(socket, 'data')
      await cut(socket)
    }],
    ['by its caller, in the middle of its own body', async () => {
      answer = (request) => void request.resume()
      // More than is held back to be sent again.
      const socket = open({ method: 'POST', length: 50_000_000 })
      socket.write(Buffer.alloc(3_000_000, 'b'))
      await seen()
      await cut(socket)
    }],
    ['by its provider, before the answer', async () => {
      answer = (request) => request.socket.destroy()
      expect(await call()).toBe(502)
    }],
    ['by its provider, in the middle of the answer', async () => {
      answer = (request, response) => {
        response.writeHead(200, { 'content-length': '100000' }).write(kilobyte)
        setTimeout(() => request.socket.destroy(), 5)
      }
      const response = await fetch(`${gateway.url}${path()}`, { headers: token.headers })
      expect([response.status, await response.text().catch(() => 'cut')]).toEqual([200, 'cut'])
    }],
    ['by its provider, in the middle of the body that is sent', async () => {
      answer = (request) => request.once('data', () => request.socket.destroy())
      const socket = open({ method: 'POST', length: 50_000_000 })
      socket.write(Buffer.alloc(3_000_000, 'b'))
      const [first] = (await once(socket, 'data')) as [Buffer]
      expect(first.toString()).toMatch(/^HTTP\/1\.1 502 /)
      await cut(socket)
    }],
  ]

  it.each(stages)('%s ends at the other side too, and leaves no socket behind', async (_what, endOne) => {
    expect(await call()).toBe(200)
    // One connection to the provider is kept for the next call.
    const before = await openSockets()
    for (let turn = 0; turn < times; turn += 1) await endOne()
    await vi.waitFor(() => expect(openRequests).toBe(0), { timeout: 10_000 })
    answer = (_request, response) => void response.end('{}')
    expect(await call()).toBe(200)
    await vi.waitFor(async () => expect(await upstreamSockets()).toBeLessThanOrEqual(2), { timeout: 10_000, interval: 50 })
    await vi.waitFor(async () => expect(await openSockets()).toBeLessThanOrEqual(before + 4), { timeout: 15_000, interval: 200 })
  }, 60_000)
})

describe('callers that send a byte at a time', () => {
  it('hold up nobody else, and are served once they are done', async () => {
    const slow = 60
    const bytes = 20
    answer = (request, response) => {
      let size = 0
      request.on('data', (chunk: Buffer) => (size += chunk.length)).on('end', () => response.end(String(size)))
    }
    const timesOf = async (count: number): Promise<number[]> => {
      const times: number[] = []
      for (let index = 0; index < count; index += 1) {
        const startedAt = performance.now()
        expect(await call()).toBe(200)
        times.push(performance.now() - startedAt)
      }
      return times.sort((a, b) => a - b)
    }
    await timesOf(50)
    const alone = await timesOf(100)
    const over = Promise.withResolvers<void>()
    const sending = Array.from({ length: slow }, async () => {
      const request = sendHttp({ port: gateway.port, host: '127.0.0.1', path: path(), method: 'POST', headers: { ...token.headers, 'content-length': String(bytes) } })
      const response = once(request, 'response') as Promise<[IncomingMessage]>
      for (let sent = 1; sent < bytes; sent += 1) {
        request.write('a')
        await wait(20)
      }
      await over.promise
      request.end('a')
      const [{ statusCode }] = await response.then(async ([message]) => {
        message.setEncoding('utf8')
        let text = ''
        for await (const chunk of message) text += chunk as string
        expect(text).toBe(String(bytes))
        return [message] as const
      })
      return statusCode
    })
    const beside = await timesOf(100)
    over.resolve()
    expect(await Promise.all(sending)).toEqual(Array.from({ length: slow }, () => 200))
    // A floor for figures that are all noise; this machine runs other tests as well.
    expect(beside[90]! / Math.max(alone[90]!, 10)).toBeLessThan(10)
  }, 60_000)
})

describe('a flood of notes by somebody else', () => {
  it('does not stop it, nor make it deaf: what is revoked afterwards is refused at once', async () => {
    const listening = () => figure('patchbay_listening')
    await vi.waitFor(async () => expect(await listening()).toBe(1), { timeout: 10_000, interval: 50 })
    const other = new pg.Client({ connectionString: stage.databaseUrl })
    await other.connect()
    const flood = async (payload: string): Promise<void> => void (await other.query(`select pg_notify('patchbay_changes', ${payload}) from generate_series(1, 50000) n`))
    const run = { isOver: false }
    const answers: number[] = []
    const calling = (async () => {
      while (!run.isOver) answers.push(await call())
    })()
    // Of rows that do not exist, and of nothing that can be read.
    await flood(`json_build_object('table', 'connections', 'account', gen_random_uuid(), 'provider', 'p' || n)::text`)
    await flood(`'nonsense ' || n`)
    run.isOver = true
    await calling
    expect([answers.length > 0, answers.filter((status) => status !== 200)]).toEqual([true, []])
    const revokedAt = performance.now()
    expect((await stage.request('DELETE', `/api/api-tokens/${token.id}`, { as: account.people.owner })).status).toBe(200)
    await vi.waitFor(async () => expect(await call()).toBe(401), { timeout: 10_000, interval: 5 })
    expect(performance.now() - revokedAt).toBeLessThan(5_000)
    await vi.waitFor(async () => expect(await listening()).toBe(1), { timeout: 10_000, interval: 50 })
    await other.end()
    expect(await Promise.race([gateway.ended.then(() => 'ended'), wait(50, 'runs')])).toBe('runs')
  }, 60_000)
})
