import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf, type Service, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { answerJson, startService } from '#tests/support/startService.ts'

/** Whatever a provider answers: what the tenant is told, what is stored, and that nothing is half saved. */

let stage: Stage
let elsewhere: Service
let proxy: string
let account: StageAccount

beforeAll(async () => {
  stage = await startStage()
  elsewhere = await startService()
  const { service } = stage
  await stage.importRows(
    service.row({ key: 'polite', name: 'Polite', test: { method: 'GET', path: '/me', expect: [200], okWhen: { pointer: '/ok', equals: true }, errorAt: '/error' } }),
    service.row({ key: 'single', name: 'Single', retry: { on: [], maxAttempts: 1 }, timeoutSeconds: 1 }),
  )
  proxy = `${await stage.openFront()}/api/proxy`
})
afterAll(async () => {
  await stage?.stop()
  await elsewhere?.stop()
})
beforeEach(async () => {
  stage.service.turn()
  account = await stage.newAccount()
})

const megabyte = Buffer.alloc(1_000_000, 97)
const sendLong = (response: ServerResponse, megabytes: number): Promise<void> => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': megabytes * megabyte.length })
  // Whoever asked may hang up early, which is the point.
  return pipeline(Readable.from(Array.from({ length: megabytes }, () => megabyte)), response).catch(() => undefined)
}

type Answer = (request: unknown, response: ServerResponse) => unknown
const status = (code: number, headers: Record<string, string> = {}): Answer => (_request, response) => void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error: { message: `Status ${code}.` } }))
const answers: [string, Answer, { connect: number; code: string; status: string }][] = [
  ['401', status(401), { connect: 422, code: 'credential_rejected', status: 'error' }],
  ['403', status(403), { connect: 422, code: 'credential_lacks_permission', status: 'active' }],
  ['404', status(404), { connect: 502, code: 'provider_error', status: 'active' }],
  ['429', status(429, { 'retry-after': '7' }), { connect: 429, code: 'rate_limited', status: 'active' }],
  ['500', status(500), { connect: 502, code: 'provider_error', status: 'active' }],
  ['garbage', (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0xff, 0x00, 0x7b])), { connect: 502, code: 'provider_error', status: 'active' }],
  ['no HTTP at all', (_request, response) => response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n'), { connect: 502, code: 'provider_error', status: 'active' }],
  ['a closed line', (_request, response) => response.socket?.destroy(), { connect: 502, code: 'provider_unreachable', status: 'active' }],
  ['half an answer', (_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('{"user":', () => response.destroy()), { connect: 502, code: 'provider_unreachable', status: 'active' }],
  ['a redirect elsewhere', (_request, response) => response.writeHead(302, { location: `${elsewhere.url}/steal` }).end(), { connect: 502, code: 'provider_error', status: 'active' }],
  ['a web page', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'), { connect: 502, code: 'provider_error', status: 'active' }],
  ['a hundred megabytes', (_request, response) => sendLong(response, 100), { connect: 502, code: 'provider_error', status: 'active' }],
]

const rowsOf = () => stage.sql('select * from connections where account_id = $1 order by created_at', [account.id])
const trail = () => stage.sql(`select action from audit_events where account = $1 and action like 'connection.%' order by created_at`, [account.id])
const reveal = async (id: string) => (await (await import('#src/patchbay.ts')).resolveCredential({ account: account.id, provider: 'globex', connectionId: id })).values.apiKey

describe.each(answers)('a test answered with %s', (_what, answer, expected) => {
  it('makes no connection', async () => {
    stage.service.turn(answer)
    const refused = await stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([refused.status, codesOf(refused)]).toEqual([expected.connect, [expected.code]])
    expect([await rowsOf(), await trail()]).toEqual([[], []])
    expect(elsewhere.seen).toEqual([])
  })

  it('keeps the old key, as it was', async () => {
    const key = stage.service.goodKey()
    const { id } = await stage.connected({ account, key })
    const before = await rowsOf()
    stage.service.turn(answer)
    const refused = await stage.connect({ account, body: { connectionId: id, displayName: 'Renamed too', credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([refused.status, codesOf(refused)]).toEqual([expected.connect, [expected.code]])
    expect(await rowsOf()).toEqual(before)
    expect(await reveal(id)).toBe(key)
  })

  it('is told as a result for a stored key, which only a refusal speaks against', async () => {
    const key = stage.service.goodKey()
    const { id } = await stage.connected({ account, key })
    const [before] = await rowsOf()
    stage.service.turn(answer)
    const tested = await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })
    expect(tested).toMatchObject({ status: 200, body: { connection: { status: expected.status }, result: { ok: false, code: expected.code } } })
    const [after] = await rowsOf()
    expect(after).toMatchObject({ envelope: before?.envelope, identity: before?.identity, display_name: before?.display_name, status_reason: expected.status === 'error' ? 'credential_rejected' : null })
  })
})

describe('a service that says no inside a 200', () => {
  it('is believed', async () => {
    stage.service.turn((_request, response) => answerJson(response, { status: 200, body: { ok: false, error: 'invalid_auth' } }))
    const refused = await stage.connect({ account, body: { provider: 'polite', credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'credential_rejected', note: 'invalid_auth' }] } })
    expect(await rowsOf()).toEqual([])
    stage.service.turn((_request, response) => answerJson(response, { status: 200, body: { ok: true } }))
    expect((await stage.connect({ account, body: { provider: 'polite', credentialPayload: { apiKey: stage.service.goodKey() } } })).status).toBe(201)
  })
})

describe('a service that says nothing', () => {
  it('is waited for ten seconds, and holds no connection of the database meanwhile', async () => {
    stage.service.turn(() => undefined)
    const startedAt = performance.now()
    const connecting = stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    while (stage.service.seen.length === 0) await wait(10)
    expect(await stage.sql(`select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)).toEqual([])
    const refused = await connecting
    expect([refused.status, codesOf(refused)]).toEqual([504, ['provider_timeout']])
    expect(performance.now() - startedAt).toBeGreaterThan(9_000)
    expect(performance.now() - startedAt).toBeLessThan(14_000)
    expect(await rowsOf()).toEqual([])
  })

  it('is waited for as long as its row says by the proxy', async () => {
    stage.service.turn()
    const { id } = await stage.connected({ account, body: { provider: 'single' } })
    stage.service.turn(() => undefined)
    const response = await fetch(`${proxy}/connections/${id}/slow`, { headers: account.people.member.headers })
    expect([response.status, response.headers.get('x-patchbay-origin'), codesOf({ body: await response.json() } as never)]).toEqual([504, 'patchbay', ['provider_timeout']])
    expect((await rowsOf())[0]?.status).toBe('active')
  })
})

describe('the proxy', () => {
  const call = async (id: string, path = '/x') => {
    const response = await fetch(`${proxy}/connections/${id}${path}`, { headers: account.people.member.headers, redirect: 'manual' })
    return { status: response.status, origin: response.headers.get('x-patchbay-origin'), headers: response.headers, response }
  }

  it.each([[403], [404], [402], [500], [418]])('passes %i on as it is, and blames nobody', async (code) => {
    const { id } = await stage.connected({ account, body: { provider: 'single' } })
    stage.service.turn(status(code))
    const { status: got, origin, response } = await call(id)
    expect([got, origin, await response.text()]).toEqual([code, 'provider', JSON.stringify({ error: { message: `Status ${code}.` } })])
    expect((await rowsOf())[0]?.status).toBe('active')
  })

  it('passes garbage on byte by byte, and a hundred megabytes as they come', async () => {
    const { id } = await stage.connected({ account, body: { provider: 'single' } })
    stage.service.turn((_request, response) => response.writeHead(200).end(Buffer.from([0xff, 0x00, 0x7b])))
    expect(Buffer.from(await (await call(id)).response.arrayBuffer())).toEqual(Buffer.from([0xff, 0x00, 0x7b]))
    stage.service.turn((_request, response) => sendLong(response, 100))
    let bytes = 0
    for await (const part of (await call(id)).response.body!) bytes += part.byteLength
    expect(bytes).toBe(100 * megabyte.length)
  })

  it('follows no redirect, so the key stays here', async () => {
    const { id } = await stage.connected({ account, body: { provider: 'single' } })
    stage.service.turn((_request, response) => response.writeHead(307, { location: `${elsewhere.url}/steal` }).end())
    expect(await call(id)).toMatchObject({ status: 307, origin: 'provider' })
    expect(elsewhere.seen).toEqual([])
  })

  it('lets a 401 be judged by the row’s test: refused needs attention, else the answer goes back', async () => {
    const key = stage.service.goodKey()
    const { id } = await stage.connected({ account, key })
    const onlyHere: Answer = (request, response) => ((request as { url: string }).url === '/me' ? answerJson(response, { status: 200, body: { user: {} } }) : status(401)(request, response))
    stage.service.turn(onlyHere)
    expect(await call(id)).toMatchObject({ status: 401, origin: 'provider' })
    expect((await rowsOf())[0]?.status).toBe('active')

    const second = await stage.connected({ account, key: stage.service.goodKey() })
    stage.service.turn(status(401))
    const refused = await call(second.id)
    expect([refused.status, refused.origin, codesOf({ body: await refused.response.json() } as never)]).toEqual([502, 'patchbay', ['credentials_exhausted']])
    expect((await rowsOf()).map((row) => row.status)).toEqual(['active', 'error'])
    expect(codesOf({ body: await (await call(second.id)).response.json() } as never)).toEqual(['reauth_required'])
  })

  it('takes the next connection when one was refused, and the shortest wait when all cool', async () => {
    const [first, second] = [stage.service.goodKey(), stage.service.goodKey()]
    const one = await stage.connected({ account, key: first })
    const two = await stage.connected({ account, key: second })
    const byAccount = async () => {
      const response = await fetch(`${proxy}/accounts/${account.id}/globex/me`, { headers: account.people.member.headers })
      await response.text()
      return { status: response.status, connection: response.headers.get('x-patchbay-connection'), retryAfter: response.headers.get('retry-after') }
    }
    expect(await byAccount()).toMatchObject({ status: 200, connection: one.id })
    stage.service.refuse(first)
    expect(await byAccount()).toMatchObject({ status: 200, connection: two.id })
    expect((await rowsOf()).map((row) => row.status)).toEqual(['error', 'active'])
    stage.service.turn(status(429, { 'retry-after': '33' }))
    expect(await byAccount()).toEqual({ status: 429, connection: null, retryAfter: '33' })
  })
})
