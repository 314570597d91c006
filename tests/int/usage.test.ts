import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request as sendRaw } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { byServer } from '#src/engine/call/CallerMark.ts'
import { emptyUsage } from '#src/engine/usage/emptyUsage.ts'
import { callEngine } from '#src/server/callEngine.ts'
import { runtime } from '#src/server/runtime.ts'
import { flushUsage, type UsageEntry } from '#src/server/stores/flushUsage.ts'
import { inPoolTransaction } from '#src/server/stores/inPoolTransaction.ts'
import { readProviderCalls } from '#src/server/stores/readProviderCalls.ts'
import { createUseRecorder } from '#src/server/UseRecorder.ts'
import { startElsewhere } from '#tests/support/startElsewhere.ts'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'

/** What is counted of calls, how it gets to the database whatever happens on the way, and who reads it. */

let stage: Stage
let account: StageAccount
let front: string
let connection: string

holdStage({
  open: async (one) => {
    stage = one
    // The proxy writes a line where something was tried again or refused.
    vi.spyOn(console, 'log').mockImplementation(() => undefined)
    front = await stage.openFront()
  },
  enter: async (one) => {
    account = one
    connection = (await stage.connected({ account })).id
    stage.service.turn((_request, response) => response.end('served'))
    stage.service.seen.length = 0
  },
})
afterAll(() => vi.restoreAllMocks())

const call = async (path = `connections/${connection}/me`, init: RequestInit = {}): Promise<number> => {
  const answer = await fetch(`${front}/api/proxy/${path}`, { ...init, headers: { ...account.people.member.headers, ...init.headers } })
  await answer.arrayBuffer()
  return answer.status
}
const readUsage = async (query = '', id = connection, as = account.people.viewer) => {
  await callEngine().recorder.flush()
  return (await stage.request('GET', `/api/connections/${id}/usage${query}`, { as })).body
}
const rows = (where = 'account = $1', value = account.id) => stage.sql(`select *, calls::int, passed_over::int, attempts::int from patchbay.usage_buckets where ${where} order by hour`, [value])
const entry = (rest: Partial<UsageEntry> = {}): UsageEntry => ({ connection, account: account.id, provider: 'globex', hour: Date.parse('2026-01-02T03:00:00Z'), lastAt: null, by: byServer, counts: { ...emptyUsage(), calls: 1 }, ...rest })

describe('a connection’s usage', () => {
  it('has its calls, bytes, errors by class and times to the first byte, and is shared out to whoever sees it', async () => {
    await call(undefined, { method: 'POST', body: 'twelve bytes' })
    for (const status of [404, 503]) {
      stage.service.turn((_request, response) => void response.writeHead(status).end())
      await call(undefined, { method: 'POST' })
    }
    await vi.waitFor(async () => expect((await readUsage()).total).toMatchObject({ calls: 3, attempts: 3, requestBytes: 12, responseBytes: 6, errors: { clientErrors: 1, serverErrors: 1, refused: 0, notSent: 0 }, meteredCalls: 0 }))
    const { buckets, total, interval, latencyBoundsMs } = await readUsage('?interval=hour')
    expect(interval).toBe('hour')
    expect(buckets.reduce((sum: number, one: { calls: number }) => sum + one.calls, 0)).toBe(3)
    expect(total.latency.counts).toHaveLength(latencyBoundsMs.length + 1)
    expect(total.latency.counts.reduce((sum: number, one: number) => sum + one, 0)).toBe(3)
    expect(total.latency.p50Ms).toBeGreaterThan(0)
    expect(codesOf(await stage.request('GET', `/api/connections/${connection}/usage`, { as: (await stage.newAccount()).people.owner }))).toEqual(['not_found'])
  })

  it('tells what was sent again, what was not sent at all, and where there was nobody', async () => {
    let turn = 0
    stage.service.turn((_request, response) => void response.writeHead((turn += 1) === 1 ? 503 : 200).end())
    await call()
    await vi.waitFor(async () => expect((await readUsage()).total).toMatchObject({ calls: 1, attempts: 2, errors: { serverErrors: 0 } }))
    await stage.importRows(stage.service.row({ key: 'gone', name: 'Gone', baseUrl: 'http://127.0.0.1:9', allowedHosts: ['127.0.0.1:9'], retry: { maxAttempts: 1 } }))
    const { id: gone } = await stage.connected({ account, body: { provider: 'gone', test: false } })
    expect(await call(`connections/${gone}/me`)).toBe(502)
    expect(await call(`connections/${gone}/me`, { headers: { 'x-patchbay-service': 'none' } })).toBeGreaterThanOrEqual(400)
    expect((await readUsage('', gone)).total).toMatchObject({ calls: 2, attempts: 1, errors: { unreachable: 1, notSent: 1 } })
  })

  it('counts who was passed over: refused, cooling or busy', async () => {
    stage.service.turn()
    const other = (await stage.connected({ account })).id
    let slow: string | undefined
    stage.service.turn((request, response) => {
      slow ??= request.headers.authorization
      const isSlow = slow === request.headers.authorization
      response.writeHead(isSlow ? 429 : 200, isSlow ? { 'retry-after': '60' } : {}).end()
    })
    expect([await call(`accounts/${account.id}/globex/me`), await call(`accounts/${account.id}/globex/me`)]).toEqual([200, 200])
    await vi.waitFor(async () => expect((await readUsage('', other)).total).toMatchObject({ calls: 2, passedOver: 0 }))
    expect((await readUsage()).total).toMatchObject({ calls: 1, passedOver: 2, errors: { rateLimited: 1 } })
  })

  it('of a credential that was handed out is counted apart, and of a built-in one kept for the account', async () => {
    const { callProvider, resolveCredential } = await import('#src/patchbay.ts')
    await resolveCredential({ account: account.id, provider: 'globex' })
    expect((await readUsage()).total).toMatchObject({ calls: 0, handedOut: 1 })
    await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: 'globex', credentialPayload: { apiKey: stage.service.goodKey() } } })
    const other = await stage.newAccount()
    await (await callProvider({ account: other.id, provider: 'globex', path: '/me' })).text()
    // Server code may write an id as it likes; it is one account, and one entry of what is written.
    for (const id of [other.id.toUpperCase(), other.id]) await resolveCredential({ account: id, provider: 'globex' })
    await (await callProvider({ account: other.id.toUpperCase(), provider: 'globex', path: '/me' })).text()
    await callEngine().recorder.flush()
    expect(await rows('account = $1', other.id)).toMatchObject([{ connection: null, source: 'built_in', provider: 'globex', calls: 2, handed_out: '2' }])
    expect(await stage.sql("select distinct account from audit_events where action = 'credential.revealed' and lower(account) = $1", [other.id])).toEqual([{ account: other.id }])
    expect(await (await callProvider({ account: account.id.toUpperCase(), connectionId: connection.toUpperCase(), path: '/me' })).text()).toBe('served')
    await stage.sql('delete from built_in_credentials')
  })

  it.each([
    ['?from=yesterday', 'from'],
    ['?to=2026-13-01', 'to'],
    ['?from=2026-02-01&to=2026-01-01', 'from'],
    ['?from=2024-01-01&to=2026-01-01', 'from'],
    ['?from=2025-11-01&to=2026-01-01&interval=hour', 'from'],
    ['?interval=minute', 'interval'],
    ['?to=0001-01-01', 'from'],
  ])('is not guessed from what cannot be read: %s', async (query, field) => {
    const answer = await stage.request('GET', `/api/connections/${connection}/usage${query}`, { as: account.people.viewer })
    expect([answer.status, codesOf(answer), fieldsOf(answer)]).toEqual([422, ['validation_failed'], [field]])
  })

  it('comes by the hour or the day, from the bucket of the first moment to before the last', async () => {
    const hours = ['2026-01-01T23:00:00Z', '2026-01-02T00:00:00Z', '2026-01-02T05:00:00Z', '2026-01-03T00:00:00Z']
    await flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: hours.map((hour) => entry({ hour: Date.parse(hour) })) })
    const startsOf = async (query: string) => (await readUsage(query)).buckets.map((one: { start: string; calls: number }) => `${one.start.slice(0, 13)} ${one.calls}`)
    expect(await startsOf('?from=2026-01-01T23:30:00Z&to=2026-01-03')).toEqual(['2026-01-01T23 1', '2026-01-02T00 1', '2026-01-02T05 1'])
    for (const far of ['?to=0001-01-20', '?from=0001-01-01&to=0001-02-01', '?from=9999-12-01&to=9999-12-31T23:59:59.999Z']) expect(await startsOf(far)).toEqual([])
    expect(await startsOf('?from=2026-01-01T23:30:00Z&to=2026-01-03&interval=day')).toEqual(['2026-01-01T00 1', '2026-01-02T00 2'])
  })
})

describe('what an answer says it took', () => {
  const words = JSON.stringify({ choices: [{ delta: { content: 'You said: {"usage":{"prompt_tokens":1}}' } }], usage: null })
  const last = JSON.stringify({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 22, cost: 0.0033 } })
  const stream = `data: ${words}\n\ndata: ${last}\n\ndata: [DONE]\n\n`
  let metered: string

  beforeAll(async () => {
    await stage.importRows(stage.service.row({ key: 'metered', name: 'Metered', usage: { tokensIn: ['/usage/prompt_tokens'], tokensOut: ['/usage/completion_tokens'], cost: ['/usage/cost'] } }))
  })
  beforeEach(async () => {
    metered = (await stage.connected({ account, body: { provider: 'metered', test: false } })).id
  })

  it.each<[string, string, (text: string) => Buffer]>([
    ['identity', 'text/event-stream', (text) => Buffer.from(text)],
    ['gzip', 'text/event-stream', (text) => gzipSync(text)],
    ['br', 'text/event-stream; charset=utf-8', (text) => brotliCompressSync(text)],
    ['zstd', 'text/event-stream', (text) => zstdCompressSync(text)],
  ])('is read as it streams by, coded as %s, and every byte passes as it came', async (coding, type, encode) => {
    const bytes = encode(stream)
    stage.service.turn((_request, response) => {
      response.writeHead(200, { 'content-type': type, 'content-encoding': coding })
      for (let at = 0; at < bytes.length; at += 20) response.write(bytes.subarray(at, at + 20))
      response.end()
    })
    const { hostname, port } = new URL(front)
    const sent = sendRaw({ hostname, port, path: `/api/proxy/connections/${metered}/chat`, headers: account.people.member.headers }).end()
    const [answer] = await once(sent, 'response')
    expect((await buffer(answer)).equals(bytes)).toBe(true)
    await vi.waitFor(async () => expect((await readUsage('', metered)).total).toMatchObject({ calls: 1, meteredCalls: 1, tokensIn: 11, tokensOut: 22, cost: 0.0033, responseBytes: bytes.length }))
  })

  it('of a document, and not of faults, other types, or rows that do not say where', async () => {
    const answerWith = (status: number, type: string) => stage.service.turn((_request, response) => void response.writeHead(status, { 'content-type': type }).end(last))
    for (const [status, type] of [[200, 'application/json'], [200, 'application/vnd.acme+json; charset=utf-8'], [500, 'application/json'], [200, 'text/plain']] as const) {
      answerWith(status, type)
      expect(await call(`connections/${metered}/chat`, { method: 'POST' })).toBe(status)
    }
    await vi.waitFor(async () => expect((await readUsage('', metered)).total).toMatchObject({ calls: 4, meteredCalls: 2, tokensIn: 22, tokensOut: 44 }))
    answerWith(200, 'application/json')
    await call()
    await vi.waitFor(async () => expect((await readUsage()).total).toMatchObject({ calls: 1, meteredCalls: 0, tokensIn: 0 }))
  })

  it('counts as far as it was told when an answer breaks off, and a coded one that is broken harms nothing', async () => {
    stage.service.turn((_request, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(stream, () => response.destroy()))
    await call(`connections/${metered}/chat`, { method: 'POST' }).catch(() => undefined)
    stage.service.turn((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('this is not gzip'))
    await call(`connections/${metered}/chat`, { method: 'POST' }).catch(() => undefined)
    await vi.waitFor(async () => expect((await readUsage('', metered)).total).toMatchObject({ calls: 2, meteredCalls: 1, tokensIn: 11, errors: { brokenOff: 1 } }))
  })
})

describe('an account’s usage by source', () => {
  it('is apart for its own credentials, of which everybody counts what they may see, and the platform’s', async () => {
    const { member, owner, viewer, admin } = account.people
    stage.service.turn()
    const own = (await stage.connected({ as: member, account, body: { visibility: 'private' } })).id
    const other = await stage.newAccount()
    const used = (calls: number, rest: Partial<UsageEntry>): UsageEntry => entry({ ...rest, counts: { ...emptyUsage(), calls, errors: { ...emptyUsage().errors, refused: 1 }, tokensIn: calls } })
    await flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [used(2, {}), used(3, { connection: own }), used(5, { connection: null }), used(7, { connection: null, provider: 'initech' }), used(11, { connection: null, account: other.id })] })
    const ask = async (as: typeof viewer, query = '&provider=globex') => {
      const { body } = await stage.request('GET', `/api/integrations/usage?workspaceId=${account.id}&from=2026-01-01&to=2026-01-31${query}`, { as })
      return [body.sources.byo.total.calls, body.sources.built_in.total.calls]
    }
    expect([await ask(viewer), await ask(member), await ask(admin), await ask(owner)]).toEqual([[2, 5], [5, 5], [5, 5], [5, 5]])
    expect(await ask(await stage.makeToken({ as: owner, account: account.id, scopes: ['manage'] }))).toEqual([2, 5])
    expect([await ask(owner, ''), await ask(owner, '&provider=none')]).toEqual([[5, 12], [0, 0]])
    const { body } = await stage.request('GET', `/api/integrations/usage?workspaceId=${account.id}&provider=globex&from=2026-01-02&to=2026-01-03`, { as: viewer })
    expect(body).toMatchObject({ interval: 'hour', sources: { byo: { buckets: [{ start: '2026-01-02T03:00:00.000Z', calls: 2 }] }, built_in: { total: { tokensIn: 5, errors: { refused: 1 } } } } })
  })

  it('is summed up over all accounts for the platform, unless that takes too long', async () => {
    const key = `sum${randomUUID().slice(0, 8)}`
    await stage.importRows(stage.service.row({ key, name: 'Summed' }))
    const other = await stage.newAccount()
    const hour = Date.now() - 3_600_000
    const one = (rest: Partial<UsageEntry>): UsageEntry => entry({ provider: key, connection: null, hour, ...rest, counts: { ...emptyUsage(), ...rest.counts } })
    const counts = (calls: number, refused = 0) => ({ ...emptyUsage(), calls, errors: { ...emptyUsage().errors, refused }, cost: 0.25 })
    await flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [one({ connection, counts: counts(3, 1) }), one({ counts: counts(4) }), one({ account: other.id, counts: counts(5) }), one({ hour: hour - 31 * 86_400_000, counts: counts(100) })] })
    const { pool } = runtime()
    expect((await readProviderCalls({ pool }))?.find((row) => row.key === key)).toMatchObject({ id: expect.any(String), name: 'Summed', own: 3, builtIn: 9, failed: 1, handedOut: 0, cost: 0.75 })
    await inPoolTransaction(pool, async (client) => {
      await client.query('lock table patchbay.usage_buckets in access exclusive mode')
      expect(await readProviderCalls({ pool, limitMs: 50 })).toBeNull()
    })
  })

  it('is nothing to others, and has to be asked for as that of a connection', async () => {
    const ask = async (query: string, as = account.people.viewer) => {
      const answer = await stage.request('GET', `/api/integrations/usage${query}`, { as })
      return [codesOf(answer), fieldsOf(answer)]
    }
    const mine = `?workspaceId=${account.id}`
    expect([await ask(mine, (await stage.newAccount()).people.owner), await ask(`?workspaceId=${randomUUID()}`), await ask('?workspaceId=northwind')]).toEqual(Array.from({ length: 3 }, () => [['not_found'], [undefined]]))
    expect([await ask(''), await ask(`${mine}&from=yesterday`), await ask(`${mine}&interval=minute`)]).toEqual([[['validation_failed'], ['workspaceId']], [['validation_failed'], ['from']], [['validation_failed'], ['interval']]])
  })
})

describe('a call that an SDK sends with the fetch of its settings', () => {
  const last = JSON.stringify({ usage: { prompt_tokens: 11, completion_tokens: 22, cost: 0.0033 } })
  const config = async (asked: { account: string }) => (await (await import('#src/patchbay.ts')).getAiConfig({ provider: 'sdk', ...asked })).settings
  let own: string

  beforeAll(() => stage.importRows(stage.service.row({ key: 'sdk', name: 'SDK', ai: { sdk: null, capabilities: ['text'] }, usage: { tokensIn: ['/usage/prompt_tokens'], tokensOut: ['/usage/completion_tokens'], cost: ['/usage/cost'] } })))
  beforeEach(async () => {
    own = (await stage.connected({ account, body: { provider: 'sdk', test: false } })).id
  })

  it('counts as one through the proxy does, with what a stream says at its end', async () => {
    const { fetch, baseURL } = await config({ account: account.id })
    stage.service.turn((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {"usage":null}\n\n', () => response.end(`data: ${last}\n\ndata: [DONE]\n\n`))
    })
    const sent = JSON.stringify({ stream: true })
    const text = await (await fetch(`${baseURL}/chat`, { method: 'POST', body: sent })).text()
    expect(text).toContain('[DONE]')
    const total = { calls: 1, attempts: 1, handedOut: 1, meteredCalls: 1, tokensIn: 11, tokensOut: 22, cost: 0.0033, requestBytes: sent.length, responseBytes: text.length }
    await vi.waitFor(async () => expect((await readUsage('', own)).total).toMatchObject(total))
    expect((await readUsage('', own)).total.latency.p50Ms).toBeGreaterThan(0)
    // Unfolded for the SDK, read as it came.
    stage.service.turn((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync(last)))
    expect(await (await fetch(`${baseURL}/chat`)).json()).toEqual(JSON.parse(last))
    await vi.waitFor(async () => expect((await readUsage('', own)).total).toMatchObject({ calls: 2, meteredCalls: 2, tokensIn: 22 }))
  })

  it('counts what went wrong: refused there, refused here, given up, broken off, nobody there', async () => {
    const { fetch, baseURL } = await config({ account: account.id })
    const attempt = (answer: Parameters<typeof stage.service.turn>[0], url = `${baseURL}/chat`, init: RequestInit = {}) => {
      stage.service.turn(answer)
      return fetch(url, init).then((one) => one.text()).catch(() => undefined)
    }
    await attempt((_request, response) => void response.writeHead(401).end())
    await attempt((_request, response) => void response.writeHead(429).end())
    await attempt(undefined, 'https://elsewhere.example/chat')
    const giving = new AbortController()
    await attempt(() => giving.abort(), undefined, { signal: giving.signal })
    await attempt((_request, response) => void response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy()))
    await attempt((request) => request.socket.destroy())
    const errors = { refused: 1, rateLimited: 1, notSent: 1, givenUp: 1, brokenOff: 1, unreachable: 1 }
    await vi.waitFor(async () => expect((await readUsage('', own)).total).toMatchObject({ calls: 6, attempts: 5, meteredCalls: 0, errors }))
  })

  it('with the platform’s credential counts for the account', async () => {
    await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: 'sdk', credentialPayload: { apiKey: stage.service.goodKey() } } })
    const other = await stage.newAccount()
    const { fetch, baseURL } = await config({ account: other.id })
    stage.service.turn((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(last))
    await (await fetch(`${baseURL}/chat`)).text()
    await vi.waitFor(async () => {
      await callEngine().recorder.flush()
      expect(await rows('account = $1', other.id)).toMatchObject([{ connection: null, source: 'built_in', provider: 'sdk', calls: 1, tokens_in: '11' }])
    })
    await stage.sql('delete from built_in_credentials')
  })
})

describe('on the way to the database', () => {
  it('is counted once, although the answer to a batch was lost after it was taken', async () => {
    const { pool } = runtime()
    let cuts = 2
    const cutting = new Proxy(pool, {
      get: (target, name) => name !== 'query' ? Reflect.get(target, name) as unknown : async (...query: Parameters<Pool['query']>) => {
        const answer = await (target.query as (...all: unknown[]) => Promise<unknown>).apply(target, query)
        if ((cuts -= 1) >= 0) throw new Error('Connection terminated unexpectedly')
        return answer
      },
    })
    const recorder = createUseRecorder({ pool: cutting, onLost: () => expect.unreachable() })
    recorder.passOver([connection], { account: account.id, provider: 'globex' })
    await recorder.flush()
    recorder.passOver([connection], { account: account.id, provider: 'globex' })
    await recorder.flush()
    await recorder.flush()
    expect(await rows()).toMatchObject([{ passed_over: 2 }])
  })

  it('waits at the end for an outcome that is still being read', async () => {
    const recorder = createUseRecorder({ pool: runtime().pool, onLost: () => expect.unreachable() })
    const [come, alsoCome] = [recorder.expectRecord(), recorder.expectRecord()]
    const drained = recorder.drain()
    const outcome = { connectionId: connection, source: 'byo' as const, status: 200, code: null, isRefused: false, attempts: 1, requestBytes: 0, responseBytes: 0, latencyMs: 1, durationMs: 1, metered: null }
    come()
    // Longer than a flush without anything to write takes.
    await recorder.flush()
    recorder.record(outcome, { account: account.id, provider: 'globex', user: null, builtInId: null, by: byServer })
    alsoCome()
    await drained
    expect(await rows('connection = $1', connection)).toMatchObject([{ calls: 1 }])
  })

  it('is passed over for what was deleted meanwhile, and holds up nothing else', async () => {
    const write = () => flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [entry({ connection: randomUUID() }), entry(), entry({ connection: null, account: randomUUID() }), entry({ connection: null })] })
    await write()
    await write()
    expect((await rows('provider = $1', 'globex')).filter((row) => row.account === account.id || row.hour.getTime() === entry().hour).map((row) => [row.account === account.id, row.connection, row.calls])).toEqual(expect.arrayContaining([[true, connection, 2], [true, null, 2]]))
    expect(await stage.sql('select 1 from patchbay.usage_buckets b where not exists (select 1 from accounts a where a.id = b.account)')).toEqual([])
  })

  it('of one entry that the database can never take is lost alone, and named', async () => {
    const lost: unknown[] = []
    const { pool } = runtime()
    const recorder = createUseRecorder({ pool, onLost: (one) => lost.push(one) })
    stage.service.turn()
    const other = (await stage.connected({ account })).id
    const outcome = { source: 'byo' as const, status: 200, code: null, isRefused: false, attempts: 1, responseBytes: 0, latencyMs: 1, durationMs: 1, metered: null }
    const context = { account: account.id, provider: 'globex', user: null, builtInId: null, by: byServer }
    recorder.record({ ...outcome, connectionId: other, requestBytes: 1e30 }, context)
    recorder.record({ ...outcome, connectionId: connection, requestBytes: 7 }, context)
    recorder.tokenUsed('not a uuid')
    recorder.tokenUsed(account.people.member.id)
    await recorder.flush()
    expect((await rows('connection = any($1)', [connection, other] as never)).map((one) => [one.connection, one.calls, Number(one.request_bytes)])).toEqual([[connection, 1, 7]])
    expect(lost).toHaveLength(2)
    expect(lost).toEqual(expect.arrayContaining([{ count: 1, code: '22P02', of: 'last use of token not a uuid' }, { count: 1, code: expect.stringMatching(/^22/), of: `usage of ${other}, account ${account.id}` }]))
  })

  it('goes with the account, and with the connection', async () => {
    await flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [entry(), entry({ connection: null })] })
    expect(await rows()).toHaveLength(2)
    expect((await stage.request('DELETE', `/api/accounts/${account.id}`, { as: stage.platform })).status).toBe(200)
    expect(await rows()).toEqual([])
  })

  it('is kept by the hour for 35 days, by the day after, and for 400 days in all', async () => {
    const { foldUsageJob } = await import('#src/worker/foldUsageJob.ts')
    const daysAgo = (days: number, hour: number): number => Math.floor(Date.now() / 86_400_000 - days) * 86_400_000 + hour * 3_600_000
    const latency = emptyUsage().latency.map((_, place) => (place === 2 ? 1 : 0))
    const at = (days: number, hour: number, connectionId: string | null = connection): UsageEntry => entry({ connection: connectionId, hour: daysAgo(days, hour), counts: { ...emptyUsage(), calls: 1, latency, cost: 0.5 } })
    await flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [at(401, 3), at(50, 0), at(50, 7), at(50, 23), at(49, 5), at(49, 6), at(49, 6, null), at(34, 1), at(34, 2)] })
    const tools = { enqueue: async () => undefined, signal: new AbortController().signal }
    await foldUsageJob.run({ data: {}, tools })
    await foldUsageJob.run({ data: {}, tools })
    const kept = (await stage.sql('select connection is null as built_in, hour, calls::int, latency[3]::int as quick, cost::float8 from patchbay.usage_buckets where account = $1 order by hour, 1', [account.id])).map((row) => [row.built_in, row.hour.getTime(), row.calls, row.quick, row.cost])
    expect(kept).toEqual([[false, daysAgo(50, 0), 3, 3, 1.5], [false, daysAgo(49, 0), 2, 2, 1], [true, daysAgo(49, 0), 1, 1, 0.5], [false, daysAgo(34, 1), 1, 1, 0.5], [false, daysAgo(34, 2), 1, 1, 0.5]])
  })

  it('loses with a process that is killed no more than what came since its last batch, and counts nothing twice', async () => {
    const arrived: number[] = []
    stage.service.turn((_request, response) => response.end('served', () => arrived.push(Date.now())))
    const { child, done } = startElsewhere({ env: stage.env, work: { account: account.id, connections: [connection], forMs: 60_000 } })
    const batches = async () => stage.sql('select sequence::int, written_at from patchbay.usage_writers order by written_at desc limit 1')
    const known = (await batches())[0]?.written_at ?? 0
    await vi.waitFor(async () => expect((await batches())[0]).toMatchObject({ sequence: 3, written_at: expect.toSatisfy((at: Date) => at > known) }), { timeout: 30_000, interval: 20 })
    child.kill('SIGKILL')
    expect((await done).signal).toBe('SIGKILL')
    const [last] = await batches()
    const [row] = await rows()
    // A second before the last batch was written, everything that had been answered by then was long in it.
    expect(row?.calls).toBeGreaterThanOrEqual(arrived.filter((at) => at < last?.written_at.getTime() - 1_000).length)
    expect(row?.calls).toBeLessThanOrEqual(stage.service.seen.length)
    expect(row?.calls).toBeGreaterThan(0)
  }, 60_000)
})
