import { randomUUID } from 'node:crypto'
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib'
import type * as Patchbay from '#src/patchbay.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** What server code meets when things are not as they should be: one kind of error, and bodies it can read. */

let stage: Stage
let account: StageAccount
let patchbay: typeof Patchbay
let connectionId: string

beforeAll(async () => {
  stage = await startStage()
  patchbay = await import('#src/patchbay.ts')
  await stage.importRows(stage.service.row({ key: 'ai', name: 'AI', ai: { sdk: null, capabilities: ['text'] } }))
  account = await stage.newAccount()
  connectionId = (await stage.connected({ account, body: { provider: 'ai' } })).id
})
afterAll(() => stage?.stop())
beforeEach(() => stage.service.turn())

const question = () => ({ account: account.id, provider: 'ai' })
const refusalOf = (work: Promise<unknown>) => work.then(() => 'fine', (error: unknown) => (patchbay.isPatchbayError(error) ? error.code : String(error)))
const settings = async () => (await patchbay.getAiConfig(question())).settings

describe('a refusal in process', () => {
  it.each<[string, Record<string, string>]>([
    ['an account that does not exist', { account: randomUUID() }],
    ['an account that is no id', { account: 'northwind' }],
    ['a connection that does not exist', { connectionId: randomUUID() }],
    ['a connection that is no id', { connectionId: 'first' }],
    ['a user that is no id', { user: 'mara' }],
  ])('%s is not found, by all three functions', async (_what, changes) => {
    const asked = { ...question(), ...changes }
    expect([await refusalOf(patchbay.resolveCredential(asked)), await refusalOf(patchbay.getAiConfig(asked)), await refusalOf(patchbay.callProvider({ ...asked, path: '/me' }))]).toEqual(['not_found', 'not_found', 'not_found'])
  })

  it.each([199, 600, 999])('a provider that answers with the status %s is a provider in error', async (status) => {
    stage.service.turn((request, response) => void request.socket.write(`HTTP/1.1 ${status} Odd\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`, () => response.destroy()))
    expect(await refusalOf(patchbay.callProvider({ ...question(), path: '/me' }))).toMatch(/^provider_(error|unreachable)$/)
  })

  it('the caller’s own reason to stop is left as it is', async () => {
    stage.service.turn(() => undefined)
    const reason = new Error('no longer wanted')
    await expect(patchbay.callProvider({ ...question(), path: '/me', signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('a database that is away is said to be so', async () => {
    const { runtime } = await import('#src/server/runtime.ts')
    const { pool } = runtime()
    const kept = { host: pool.options.host, port: pool.options.port, connectionString: pool.options.connectionString }
    Object.assign(pool.options, { connectionString: 'postgres://127.0.0.1:1/none' })
    await stage.sql('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    try {
      // The first may still meet a connection that was cut.
      for (let round = 0; round < 2; round += 1) expect(await refusalOf(patchbay.callProvider({ ...question(), path: '/me' }))).toBe('database_unavailable')
    } finally {
      Object.assign(pool.options, kept)
    }
    expect((await patchbay.callProvider({ ...question(), path: '/me' })).headers.get('x-patchbay-connection')).toBe(connectionId)
  })
})

describe('the fetch of settings', () => {
  const body = JSON.stringify({ text: 'grüße '.repeat(40) })

  it.each<[string, () => BodyInit | Request]>([
    ['text', () => body],
    ['bytes', () => new TextEncoder().encode(body)],
    ['a form', () => new URLSearchParams({ text: 'x' })],
    ['a request', () => new Request(`${stage.service.url}/v1/chat`, { method: 'POST', body })],
  ])('sends %s with its length', async (_what, make) => {
    const { fetch } = await settings()
    const made = make()
    await (made instanceof Request ? fetch(made) : fetch(`${stage.service.url}/v1/chat`, { method: 'POST', body: made }))
    const seen = stage.service.seen.at(-1)
    expect(seen?.headers['content-length']).toBe(String(Buffer.byteLength(seen?.body ?? '')))
    expect(seen?.headers['transfer-encoding']).toBeUndefined()
    expect(seen?.body.length).toBeGreaterThan(0)
  })

  it('streams what is long', async () => {
    const { fetch } = await settings()
    const chunk = new Uint8Array(500_000).fill(120)
    let left = 6
    const long = new ReadableStream({ pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()) })
    await fetch(`${stage.service.url}/v1/chat`, { method: 'POST', body: long, duplex: 'half' } as RequestInit)
    expect(stage.service.seen.at(-1)?.headers).toMatchObject({ 'transfer-encoding': 'chunked' })
    expect(stage.service.seen.at(-1)?.body.length).toBe(6 * chunk.length)
  })

  it.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['gzip, br', (text) => brotliCompressSync(gzipSync(text))],
  ])('gives an answer in %s decoded, and so does callProvider', async (encoding, encode) => {
    stage.service.turn((_request, response) => {
      const bytes = encode(body)
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding, 'content-length': bytes.length }).end(bytes)
    })
    const { fetch } = await settings()
    for (const answer of [await fetch(`${stage.service.url}/v1/chat`), await patchbay.callProvider({ ...question(), path: '/v1/chat' })]) {
      expect([answer.headers.get('content-encoding'), answer.headers.get('content-length')]).toEqual([null, null])
      expect(await answer.text()).toBe(body)
    }
  })

  it('gives each event of a compressed stream as it comes', async () => {
    const gzip = createGzip()
    stage.service.turn((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
      gzip.pipe(response)
      gzip.write('data: one\n\n')
      gzip.flush()
    })
    const { fetch } = await settings()
    const reader = (await fetch(`${stage.service.url}/v1/chat`)).body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: one\n\n')
    gzip.end('data: two\n\n')
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: two\n\n')
    expect((await reader.read()).done).toBe(true)
  })

  it('breaks off over what is not in the encoding it says', async () => {
    stage.service.turn((_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text'))
    const { fetch } = await settings()
    await expect((await fetch(`${stage.service.url}/v1/chat`)).text()).rejects.toThrow()
  })
})
