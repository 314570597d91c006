import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { errorCatalogue } from '#src/engine/errors.ts'
import { type Gateway, startGateway } from '#tests/support/startGateway.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import type { TestActor } from '#tests/support/startServer.ts'

/** The gateway is a process of its own: calls by API token on the same database, and nothing else. */

let stage: Stage
let account: StageAccount
let token: TestActor
let connection: string

beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
  connection = (await stage.connected({ account })).id
})
afterAll(() => stage.stop())

type Asked = { gateway: Gateway; path: string; as?: TestActor | null; init?: RequestInit }
const ask = async ({ gateway, path, as = null, init = {} }: Asked) => {
  const response = await fetch(`${gateway.url}${path}`, { ...init, headers: { ...as?.headers, ...(init.headers as Record<string, string>) } })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text.startsWith('{') ? JSON.parse(text) : null }
}
const callPath = (): string => `/api/proxy/connections/${connection}/me`
const calls30d = async (): Promise<number> => (await stage.request('GET', `/api/connections/${connection}/impact`, { as: account.people.owner })).body.calls30d

describe('the gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-gateway-'))
  const loaded = join(folder, 'loaded.txt')
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await startGateway({ env: { ...stage.env, LOADED_FILE: loaded, PATCHBAY_METRICS_PORT: '0', PAYLOAD_SECRET: '' }, imports: [join(import.meta.dirname, '../support/listLoaded.ts')] })
  })
  afterAll(async () => {
    await gateway.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('sends calls of API tokens by connection and by account, with the credential and without the token', async () => {
    for (const path of [callPath(), `/api/proxy/accounts/${account.id}/globex/me`]) {
      const { status, headers, body } = await ask({ gateway, path, as: token })
      expect([status, headers.get('x-patchbay-origin'), headers.get('x-patchbay-connection'), body.user.id]).toEqual([200, 'provider', connection, 'u-1'])
    }
    expect(JSON.stringify(stage.service.seen)).not.toContain(token.headers.authorization!.slice('Bearer '.length))
  })

  it('knows no sessions, nor what signs them: they go through web', async () => {
    const { status, body } = await ask({ gateway, path: callPath(), as: account.people.owner })
    expect([status, codesOf({ body } as never)]).toEqual([401, ['unauthenticated']])
  })

  it.each(['/', '/api/connections', '/api/health', '/metrics', '/admin', '/sign-in', '/healthz/x', '/api/proxyx', '/api/users/login'])('finds nothing at %s, from the closed list', async (path) => {
    for (const as of [null, token, account.people.owner]) {
      const { status, headers, body } = await ask({ gateway, path, as })
      expect([status, body.errors[0].code, body.errors[0].hint.length > 0, headers.get('x-patchbay-origin')]).toEqual([404, 'not_found', true, 'patchbay'])
      expect(headers.get('x-request-id')).toBe(body.errors[0].requestId)
    }
  })

  it('says that it runs and that it is ready, to GET and HEAD only', async () => {
    expect(await ask({ gateway, path: '/healthz' })).toMatchObject({ status: 200, body: { status: 'ok' } })
    await vi.waitFor(async () => expect(await ask({ gateway, path: '/readyz' })).toMatchObject({ status: 200, body: { status: 'ok', checks: { database: 'ok', vault: 'ok', listener: 'ok' } } }), { timeout: 20_000, interval: 100 })
    expect(await ask({ gateway, path: '/readyz', init: { method: 'HEAD' } })).toMatchObject({ status: 200, text: '' })
    expect(await ask({ gateway, path: '/readyz', init: { method: 'POST', body: 'x' } })).toMatchObject({ status: errorCatalogue.method_not_allowed.status, body: { errors: [{ code: 'method_not_allowed' }] } })
  })

  it('is not ready while its database is away, and is again when it is back; it runs all the time', async () => {
    const admin = new pg.Client({ connectionString: inject('postgresUrl') })
    await admin.connect()
    const name = new URL(stage.databaseUrl).pathname.slice(1)
    const readiness = async () => (await ask({ gateway, path: '/readyz' })).status
    try {
      await admin.query(`alter database ${name} with allow_connections false`)
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
      await vi.waitFor(async () => expect(await readiness()).toBe(503), { timeout: 20_000, interval: 100 })
      expect((await ask({ gateway, path: '/readyz' })).body).toMatchObject({ status: 'failing', checks: { database: 'failing', vault: 'failing' } })
      expect((await ask({ gateway, path: '/healthz' })).status).toBe(200)
      const refused = await ask({ gateway, path: callPath(), as: token })
      expect([refused.status, refused.body.errors[0].code]).toEqual([503, 'database_unavailable'])
    } finally {
      await admin.query(`alter database ${name} with allow_connections true`)
      await admin.end()
    }
    await vi.waitFor(async () => expect(await readiness()).toBe(200), { timeout: 20_000, interval: 100 })
    expect((await ask({ gateway, path: callPath(), as: token })).status).toBe(200)
  })

  it('gives its figures on a port of its own, and names nobody in them', async () => {
    await ask({ gateway, path: callPath(), as: token })
    const metrics = await fetch(`${gateway.metricsUrl}/metrics`)
    const text = await metrics.text()
    expect([metrics.status, metrics.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
    const valueOf = (name: string): number => Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ').at(-1))
    expect(valueOf('patchbay_calls_total{origin="provider",status="200",code="",source="byo"}')).toBeGreaterThanOrEqual(3)
    expect(valueOf('patchbay_calls_total{origin="patchbay",status="401",code="unauthenticated",source=""}')).toBeGreaterThanOrEqual(1)
    expect(valueOf('patchbay_call_duration_seconds_bucket{le="+Inf"}')).toBeGreaterThanOrEqual(4)
    expect(text).toMatch(/patchbay_info\{part="gateway",version="[\d.]+"\} 1/)
    expect(text).toMatch(/patchbay_pool_connections\{state="idle"\} \d/)
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
    for (const secret of [account.id, connection, token.id, 'globex', '/me', new URL(stage.databaseUrl).password || 'pb_']) expect(text).not.toContain(secret)
    const other = await fetch(`${gateway.metricsUrl}/healthz`)
    expect([other.status, ((await other.json()) as { errors: { code: string }[] }).errors[0]?.code]).toEqual([404, 'not_found'])
  })

  it('has loaded neither Payload nor Next nor React, after all that', async () => {
    await gateway.stop()
    const modules = readFileSync(loaded, 'utf8').split('\n')
    expect(modules.some((url) => url.endsWith('/src/engine/call/performCall.ts'))).toBe(true)
    expect(modules.filter((url) => /\/node_modules\/(payload|@payloadcms|next|react|react-dom|drizzle-orm)\//.test(url))).toEqual([])
  })
})

describe('a gateway that is told to end', () => {
  it('says so first and still serves, ends what is under way, writes its counts, and goes', async () => {
    const gateway = await startGateway({ env: { ...stage.env, PATCHBAY_DRAIN_SECONDS: '4' } })
    const before = await calls30d()
    const end = Promise.withResolvers<void>()
    stage.service.turn((request, response) => {
      if (!request.url?.startsWith('/slow')) return response.end('{}')
      response.write('first ')
      void end.promise.then(() => response.end('last'))
    })
    const slow = await fetch(`${gateway.url}/api/proxy/connections/${connection}/slow`, { headers: token.headers })
    const reader = slow.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first ')

    const stopped = gateway.stop()
    await vi.waitFor(async () => expect(await ask({ gateway, path: '/readyz' })).toMatchObject({ status: 503, body: { status: 'draining' } }), { timeout: 3_500, interval: 20 })
    expect((await ask({ gateway, path: '/healthz' })).status).toBe(200)
    const served = await ask({ gateway, path: callPath(), as: token })
    expect([served.status, served.headers.get('connection')]).toEqual([200, 'close'])
    // Accepts no more, while the stream goes on.
    await vi.waitFor(() => expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow(), { timeout: 20_000, interval: 100 })
    end.resolve()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('last')
    expect((await reader.read()).done).toBe(true)
    await stopped
    stage.service.turn()
    const { code, signal, lastLines } = await gateway.ended
    expect([code, signal]).toEqual([0, null])
    expect(lastLines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['gateway_started', 'gateway_draining', 'gateway_ended'])
    expect(await calls30d()).toBe(before + 2)
  })

  it('ends at once when it is told again, whatever is under way, and not for one key press that comes twice', async () => {
    const gateway = await startGateway({ env: { ...stage.env, PATCHBAY_DRAIN_SECONDS: '60' } })
    stage.service.turn((_request, response) => void response.write('and so on'))
    const slow = await fetch(`${gateway.url}/api/proxy/connections/${connection}/slow`, { headers: token.headers })
    const cut = slow.text().catch((error: Error) => error)
    void gateway.stop()
    await vi.waitFor(async () => expect((await ask({ gateway, path: '/readyz' })).status).toBe(503), { timeout: 10_000, interval: 20 })
    void gateway.stop()
    expect((await ask({ gateway, path: '/healthz' })).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 600))
    const toldAt = performance.now()
    await gateway.stop()
    stage.service.turn()
    expect([(await gateway.ended).code, await cut]).toEqual([143, expect.any(Error)])
    expect(performance.now() - toldAt).toBeLessThan(5_000)
  })
})
