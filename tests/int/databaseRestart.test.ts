import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { World } from '#tests/support/makeWorld.ts'
import { type OnPostgres, startOnPostgres } from '#tests/support/startOnPostgres.ts'
import type { TestAnswer, TestServer } from '#tests/support/startServer.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/embeddedPostgres.ts'
import { codesOf } from '#tests/support/startStage.ts'

/** The database goes away in the middle of requests and comes back; nobody restarts the server. */

const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-restart-'))
const startPostgres = () => startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
let postgres: EmbeddedPostgres
let running: OnPostgres
let server: TestServer
let world: World
let front: string
let pool: pg.Pool

beforeAll(async () => {
  postgres = await startPostgres()
  running = await startOnPostgres(postgres.url)
  ;({ server, world, pool } = running)
  front = await server.openFront()
})
afterAll(async () => {
  await running?.stop()
  await postgres?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** One request through each door that asks the database. */
async function askAll(): Promise<Record<string, { status: number; codes: string[] }>> {
  const { a } = world
  const { getAiConfig } = await import('#src/patchbay.ts')
  const as = a.people.owner
  const viaFront = async (path: string): Promise<TestAnswer> => {
    const response = await fetch(`${front}${path}`, { headers: as.headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: text.startsWith('{') ? JSON.parse(text) : null }
  }
  const answers = {
    list: server.request('GET', '/api/connections', { as }),
    one: server.request('GET', `/api/connections/${a.connections.shared}`, { as }),
    connect: server.request('POST', '/api/integrations/provider-connections', { as, body: { workspaceId: a.id, provider: 'acme' } }),
    rename: server.request('PATCH', `/api/connections/${a.connections.memberShared}`, { as, body: { sortOrder: 1 } }),
    resolve: server.request('GET', `/api/integrations/resolve?workspaceId=${a.id}&provider=acme`, { as }),
    tokens: server.request('GET', '/api/api-tokens', { as }),
    proxy: viaFront(`/api/proxy/connections/${a.connections.shared}/v1/me`),
    byAccount: viaFront(`/api/proxy/accounts/${a.id}/acme/v1/me`),
    inProcess: getAiConfig({ account: a.id, provider: 'acme' }).then(() => ({ status: 200, body: {} }), async (error: unknown) => {
      const { toPatchbayError } = await import('#src/server/toPatchbayError.ts')
      const known = toPatchbayError(error)
      return { status: known.status, body: { errors: [{ code: known.code }] } }
    }),
  }
  const settled = await Promise.all(Object.entries(answers).map(async ([name, answer]) => [name, await answer] as const))
  return Object.fromEntries(settled.map(([name, answer]) => [name, { status: answer.status, codes: codesOf(answer as TestAnswer) }]))
}

const health = async () => server.request('GET', '/api/health')
const everywhere = (answers: Record<string, unknown>, expected: unknown) => Object.fromEntries(Object.keys(answers).map((door) => [door, expected]))

describe('a database that goes away', () => {
  it('in the middle of a request: a 503 that says so, and the old key is kept', async () => {
    expect((await health()).body).toMatchObject({ status: 'ok', checks: { database: 'ok', vault: 'ok' } })
    const { a, upstream } = world
    const before = await pool.query('select id, envelope, status, version from connections order by id')
    upstream.turn({ delayMs: 1_500 })
    const seen = upstream.seen.length
    const as = a.people.owner
    const pending = [
      server.request('POST', '/api/integrations/provider-connections', { as, body: { connectionId: a.connections.shared, credentialPayload: { apiKey: world.goodKey } } }),
      server.request('POST', `/api/connections/${a.connections.memberShared}/test`, { as }),
    ]
    await vi.waitFor(() => expect(upstream.seen).toHaveLength(seen + 2), { timeout: 10_000 })
    await postgres.stop()
    const answers = await Promise.all(pending)
    upstream.turn({})
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, body: { errors: [{ code: 'database_unavailable', retryable: true, message: expect.any(String), hint: expect.any(String), docUrl: 'docs/errors.md#database_unavailable', requestId: expect.any(String) }] } })
    }

    const down = await askAll()
    expect(down).toEqual(everywhere(down, { status: 503, codes: ['database_unavailable'] }))
    expect(await health()).toMatchObject({ status: 503, body: { status: 'failing', checks: { database: 'failing' } } })

    // Nor does a page send anybody to sign in who came with a session.
    const { findVisitor } = await import('#src/server/findVisitor.ts')
    const visit = (headers: Record<string, string>) => findVisitor({ payload: server.payload, headers: new Headers(headers) }).then((user) => user?.id ?? null, (error: { code?: string }) => error.code)
    const cookie = { cookie: `payload-token=${as.headers.authorization!.replace(/^\S+ /, '')}`, 'sec-fetch-site': 'same-origin' }
    expect([await visit(cookie), await visit({})]).toEqual(['database_unavailable', null])

    postgres = await startPostgres()
    await vi.waitFor(async () => expect([await visit(cookie), await visit({}), await visit({ ...cookie, cookie: `${cookie.cookie}x` })]).toEqual([as.id, null, null]), { timeout: 10_000 })
    const after = await pool.query('select id, envelope, status, version from connections order by id')
    expect(after.rows).toEqual(before.rows)
  })

  it('and comes back: every door works again, without a restart', async () => {
    const back = await askAll()
    expect(back).toEqual({ ...everywhere(back, { status: 200, codes: [] }), connect: { status: 201, codes: [] } })
    expect((await health()).status).toBe(200)
  })

  it('in the one moment in which it is asked who sends a request: that is no reason to sign in again', async () => {
    const { a } = world
    const ask = async (as: typeof a.people.owner) => {
      const { status, body } = await server.request('GET', `/api/integrations/routing-policies?workspaceId=${a.id}`, { as })
      return [status, body.errors?.[0]?.code]
    }
    for (const as of [a.people.owner, a.tokens.read]) {
      // As Payload answers for a strategy that could not ask.
      const strategies = server.payload.authStrategies
      const asked = strategies.map(({ authenticate }) => authenticate)
      let left = strategies.length
      for (const [index, strategy] of strategies.entries()) {
        strategy.authenticate = async () => {
          left -= 1
          strategy.authenticate = asked[index]!
          return { user: null }
        }
      }
      expect([await ask(as), left]).toEqual([[503, 'database_unavailable'], 0])
      expect(await ask(as)).toEqual([200, undefined])
    }
    expect(await ask({ ...a.people.owner, headers: { authorization: `${a.people.owner.headers.authorization}x` } })).toEqual([401, 'unauthenticated'])
  })

  it('for a moment only: sessions cut by an administrator are replaced', async () => {
    await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()').catch(() => undefined)
    await askAll()
    const again = await askAll()
    expect(again).toEqual({ ...everywhere(again, { status: 200, codes: [] }), connect: { status: 201, codes: [] } })
  })
})
