import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCallMemory } from '#src/engine/call/CallMemory.ts'
import type { CallPorts } from '#src/engine/call/CallPorts.ts'
import { performCall } from '#src/engine/call/performCall.ts'
import { createEgress } from '#src/engine/egress/createEgress.ts'
import type { Egress } from '#src/engine/egress/Egress.ts'
import { parseEgressAllow } from '#src/engine/egress/parseEgressAllow.ts'
import { isPatchbayError } from '#src/engine/errors.ts'
import type { CallOutcome } from '#src/engine/ports.ts'
import { listen, type Listening } from '#tests/support/listen.ts'
import { makeCompiled } from '#tests/support/makeCompiled.ts'
import { makeVault } from '#tests/support/makeVault.ts'
import { sendAnswer } from './sendAnswer.ts'

let upstream: Listening
let front: Listening
let egress: Egress
let outcomes: CallOutcome[]
let answer: (req: IncomingMessage, res: ServerResponse) => unknown

/** A call's way from the provider's socket to the client's, without who may call. */
beforeAll(async () => {
  const vault = makeVault()
  upstream = await listen((req, res) => void answer(req, res))
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
  const connection = vault.connection({ values: { key: 'k' }, agreedHosts: [`127.0.0.1:${upstream.port}`] })
  const compiled = makeCompiled({ baseUrl: `${upstream.url}/v1` })
  const ports: CallPorts = {
    load: async ({ account }) => ({ account: { id: account, blocked: false, blockedReason: null }, provider: { id: 'provider-1', compiled, blocked: false, blockedReason: null }, policy: { mode: 'auto', distribution: 'default' }, connections: [connection], builtIn: null, readAt: new Date() }),
    renew: async (one) => ({ outcome: 'ready', connection: one, isNew: false }),
    dataKeys: vault.dataKeys,
    egress,
    onRefused: async () => 'error',
    record: (outcome) => outcomes.push(outcome),
    now: () => new Date(),
    random: Math.random,
  }
  // A place that is not freed is missed soon.
  const memory = createCallMemory({ places: { ofAccount: 3, ofCredential: 3 } })
  front = await listen(async ({ method = '' }, res) => {
    try {
      const { status, headers, body } = await performCall({ ports, memory, request: { account: 'account-1', provider: 'acme', connectionId: null, user: null, door: 'tenant', service: null, method, path: '/things', query: null, headers: {}, body: null } })
      await sendAnswer({ res, status, headers: headers.flat(), body })
    } catch (fault) {
      res.writeHead(502).end(isPatchbayError(fault) ? fault.code : String(fault))
    }
  })
})
afterAll(async () => {
  await front.close()
  await upstream.close()
  await egress.close()
})
beforeEach(() => {
  outcomes = []
  answer = (_req, res) => res.end('fine')
})

const open = async (method: string): Promise<IncomingMessage> => {
  const req = httpRequest({ port: front.port, host: '127.0.0.1', method, agent: false })
  req.end()
  const [res] = (await once(req, 'response')) as [IncomingMessage]
  return res
}
/** What a client makes of it; `cut`: the connection ended in the middle. */
const receive = (method = 'POST'): Promise<string> =>
  open(method).then(async (res) => {
    const body = await text(res)
    return res.statusCode === 502 ? `error ${body}` : body
  }).catch(() => 'cut')

describe('an answer that is cut anywhere', () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n'
  const wires: Record<string, string> = {
    'with a length': `${head}content-length: 5\r\n\r\nhello`,
    'in chunks, with an extension and a trailer': `${head}transfer-encoding: chunked\r\n\r\n2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\nx-t: 1\r\n\r\n`,
    'in chunks on a connection that closes': `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    'after hints': `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${head}content-length: 5\r\n\r\nhello`,
  }

  it.each(Object.keys(wires))('%s: is never passed off as a whole one, and counted once', async (name) => {
    const wire = wires[name]!
    let count = 0
    for (let cut = 0; cut <= wire.length; cut += 1) {
      for (const way of ['end', 'resetAndDestroy'] as const) {
        answer = ({ socket }) => void socket.write(wire.slice(0, cut), () => socket[way]())
        const given = await receive()
        count += 1
        // A reset may take with it what was sent before.
        const expected = cut < wire.length ? [] : ['hello']
        expect([...expected, ...(cut < wire.length || way !== 'end' ? ['cut', 'error provider_unreachable', 'error provider_error'] : [])], `${way} at ${cut}`).toContain(given)
      }
    }
    await expect.poll(() => outcomes.length).toBe(count)
    answer = (_req, res) => res.end('fine')
    expect(await receive()).toBe('fine')
  })

  it.each(Object.keys(wires))('%s: arrives byte by byte as in one piece', async (name) => {
    answer = async ({ socket }) => {
      socket.setNoDelay(true)
      for (const byte of wires[name]!) await new Promise((resolve) => socket.write(byte, () => setImmediate(resolve)))
    }
    expect(await receive()).toBe('hello')
    await expect.poll(() => outcomes.map(({ status, code, responseBytes }) => [status, code, responseBytes])).toEqual([[200, null, 5]])
  })

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', '1', 'x-latin1'])('a header named %s comes through, as often as it came', async (name) => {
    answer = ({ socket }) => void socket.write(Buffer.from(`${head}${name}: \u00e9\r\n${name}: 2\r\ncontent-length: 2\r\n\r\nok`, 'latin1'))
    const res = await open('GET')
    expect(await text(res)).toBe('ok')
    const at = res.rawHeaders.flatMap((one, index) => (index % 2 === 0 && one === name.toLowerCase() ? [res.rawHeaders[index + 1]] : []))
    expect(at).toEqual(['\u00e9', '2'])
  })

  it.each([16_383, 16_384, 16_385, 65_536])('%i bytes are the same bytes, however they come', async (length) => {
    const bytes = randomBytes(length)
    for (const framing of [`content-length: ${length}`, 'connection: close']) {
      answer = ({ socket }) => {
        socket.write(Buffer.concat([Buffer.from(`${head}${framing}\r\n\r\n`), bytes]))
        if (framing === 'connection: close') socket.end()
      }
      const res = await open('GET')
      expect((await buffer(res)).equals(bytes)).toBe(true)
    }
    await expect.poll(() => outcomes.map(({ responseBytes }) => responseBytes)).toEqual([length, length])
  })

  it.each<[string, string]>([
    ['HEAD', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello'],
    ['GET', 'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nhello'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\nhello'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
  ])('to %s a body that may not be there is nobody’s answer', async (method, wire) => {
    answer = ({ socket }) => void socket.write(wire)
    expect(await receive(method)).toBe('')
    answer = (_req, res) => res.end('fine')
    for (let n = 0; n < 3; n += 1) expect(await receive('GET')).toBe('fine')
  })
})

it.each<[string, string]>([
  ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nhello'],
  ['a 100 nobody asked for, with a body', 'HTTP/1.1 100 Continue\r\ncontent-length: 5\r\n\r\nhello'],
  ['another protocol', 'SSH-2.0-x\r\n'],
  ['an older one', 'hello'],
  ['a status of four digits', 'HTTP/1.1 2000 OK\r\ncontent-length: 5\r\n\r\nhello'],
  ['a length below zero', 'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello'],
  ['a length beyond all numbers', 'HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\nhello'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 4\r\n\r\nhello'],
  ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
  ['a chunk of no length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nz\r\nhello\r\n0\r\n\r\n'],
  ['a chunk longer than it says', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n'],
  ['a line folded', 'HTTP/1.1 200 OK\r\nx: a\r\n b\r\ncontent-length: 5\r\n\r\nhello'],
  ['a name with a blank', 'HTTP/1.1 200 OK\r\nx y: a\r\ncontent-length: 5\r\n\r\nhello'],
  ['a value with a zero byte', 'HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 5\r\n\r\nhello'],
  ['headers without end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`],
  ['no word', ''],
])('an answer of %s is an error, never a body, counted once, and the next call is served', async (_what, wire) => {
  answer = ({ socket }) => void socket.end(wire)
  expect(await receive()).toMatch(/^(?:error (?:provider_error|provider_unreachable|response_too_large)|cut)$/)
  await expect.poll(() => outcomes.length).toBe(1)
  answer = (_req, res) => res.end('fine')
  expect(await Promise.all([1, 2, 3].map(() => receive('GET')))).toEqual(['fine', 'fine', 'fine'])
})

it('what a provider sends behind its answer is nobody’s', async () => {
  answer = ({ socket }) => void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello${'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison'.repeat(3)}`)
  for (let n = 0; n < 5; n += 1) expect(await receive('GET')).toBe('hello')
})
