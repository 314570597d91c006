import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Patchbay from '#src/patchbay.ts'
import type { refreshConnection as RefreshConnection } from '#src/server/refreshConnection.ts'
import { countStatements, startRemembering } from '#tests/support/countStatements.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { type Grant, holdAnswer, startTokenService, type TokenService } from '#tests/support/startTokenService.ts'

/** Tokens that end, against a service that counts: what is fetched, when, how often, and what a failure means. */

let stage: Stage
let service: TokenService
let account: StageAccount
let front: string
let patchbay: typeof Patchbay
let refreshConnection: typeof RefreshConnection

beforeAll(async () => {
  stage = await startStage()
  service = await startTokenService()
  await stage.importRows(service.row())
  front = await stage.openFront()
  patchbay = await import('#src/patchbay.ts')
  ;({ refreshConnection } = await import('#src/server/refreshConnection.ts'))
  // The proxy writes a line for each fault of ours.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await stage?.stop()
  await service?.stop()
})
beforeEach(async () => {
  account = await stage.newAccount()
})
afterEach(() => {
  vi.useRealTimers()
  service.turn()
})

type Options = Partial<Parameters<typeof makeGranted>[0]>
const soon = { endsInSeconds: 60, dueInSeconds: -1 }
const ended = { endsInSeconds: -1, dueInSeconds: -300 }

async function granted(options: Options = {}): Promise<{ id: string; grant: Grant }> {
  const grant = service.newGrant()
  return { grant, id: await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant, ...options }) }
}
const rowOf = async (id: string): Promise<Record<string, any>> => {
  const [row] = await stage.sql(
    `select status, status_reason, status_note, version::int, scopes, envelope, lease_owner, lease_until, refresh_intent_at, refresh_failures::int, expires_at, previous_until,
      round(extract(epoch from token_expires_at - now()))::int as ends_in, round(extract(epoch from refresh_due_at - now()))::int as due_in from connections where id = $1`,
    [id],
  )
  return row!
}
const tokenOf = async (id: string) => (await patchbay.resolveCredential({ account: account.id, provider: 'tokens', connectionId: id })).values.accessToken
const refreshByHand = (id: string, as = account.people.owner) => stage.request('POST', `/api/connections/${id}/refresh`, { as })
const viaProxy = (id: string, init: RequestInit = {}) => fetch(`${front}/api/proxy/connections/${id}/me`, { ...init, headers: account.people.owner.headers, ...(init.body instanceof ReadableStream ? { duplex: 'half' } : {}) } as RequestInit)
const codeOf = (run: Promise<unknown>): Promise<unknown> => run.then(() => 'no error', (error: { code?: unknown }) => error.code ?? error)

describe('a token that is due', () => {
  it.each([
    ['resolveCredential', async (id: string) => (await patchbay.resolveCredential({ account: account.id, provider: 'tokens', connectionId: id })).values.accessToken],
    ['getAiConfig', async (id: string) => (await patchbay.getAiConfig({ account: account.id, provider: 'tokens', connectionId: id })).settings.apiKey],
    ['callProvider', async (id: string) => ((await patchbay.callProvider({ account: account.id, connectionId: id, path: '/me' })).status === 200 ? await tokenOf(id) : 'refused')],
    ['the proxy', async (id: string) => ((await viaProxy(id)).status === 200 ? await tokenOf(id) : 'refused')],
    ['the test', async (id: string) => ((await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })).body.result.ok ? await tokenOf(id) : 'refused')],
  ])('is renewed by %s before it is used, once, and the row says until when the new one serves', async (_door, use) => {
    const { id, grant } = await granted(soon)
    const first = grant.accessToken
    expect(await use(id)).toBe(grant.accessToken)
    expect(grant).toMatchObject({ exchanges: [1], reuses: 0, isRevoked: false })
    expect(grant.accessToken).not.toBe(first)
    const row = await rowOf(id)
    expect(row).toMatchObject({ status: 'active', version: 1, scopes: ['read'], lease_owner: null, lease_until: null, refresh_intent_at: null, refresh_failures: 0, expires_at: null })
    expect([row.ends_in > 3_590 && row.ends_in <= 3_600, row.due_in > 3_000 && row.due_in < row.ends_in]).toEqual([true, true])
    // And then it is a token like any other.
    await tokenOf(id)
    expect(grant.exchanges).toEqual([1])
  })

  it('says by when whoever holds it should ask again', async () => {
    const { id } = await granted({ endsInSeconds: 900 })
    const { expiresAt } = await patchbay.resolveCredential({ account: account.id, provider: 'tokens', connectionId: id })
    expect(Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / 10_000)).toBe(90)
  })

  it('costs those that are not due nothing: one statement at most, and no lease', async () => {
    const { id } = await granted()
    await startRemembering()
    const call = () => patchbay.callProvider({ account: account.id, connectionId: id, path: '/me' }).then((answer) => answer.text())
    expect([await countStatements(call), await countStatements(call)]).toEqual([['patchbay_call'], []])
  })

  it('is fetched once for all who ask at the same moment, through every door', async () => {
    const { id, grant } = await granted(ended)
    const held = holdAnswer()
    service.turn({ before: held.hold })
    const asked = Promise.all([...Array.from({ length: 20 }, () => tokenOf(id)), ...Array.from({ length: 10 }, async () => ((await viaProxy(id)).status === 200 ? grant.accessToken : 'refused')), refreshByHand(id).then(() => grant.accessToken)])
    await held.arrived
    held.release()
    expect(new Set(await asked)).toEqual(new Set([grant.accessToken]))
    expect(grant).toMatchObject({ exchanges: [1], reuses: 0 })
  })

  it('keeps the refresh token where the service sends no new one', async () => {
    service.settings.mode = 'static'
    const { id, grant } = await granted(soon)
    const { refreshToken } = grant
    await tokenOf(id)
    await stage.sql('update connections set refresh_due_at = now() - make_interval(secs => 1) where id = $1', [id])
    await tokenOf(id)
    service.settings.mode = 'strict'
    expect(grant).toMatchObject({ refreshToken, exchanges: [1, 1] })
    expect((await patchbay.resolveCredential({ account: account.id, provider: 'tokens', connectionId: id })).values.refreshToken).toBe(refreshToken)
  })

  it('keeps the one that was taken, where that was the one before and no new one is sent', async () => {
    service.settings.mode = 'static'
    await stage.importRows(service.row({ key: 'graceful', mode: 'grace' }))
    const { id, grant } = await granted({ ...soon, provider: 'graceful' })
    const { refreshToken } = grant
    await stage.payload.update({ collection: 'connections', id, data: { credentialPayload: { ...service.client }, tokens: { values: { accessToken: grant.accessToken, refreshToken: 'rt.unknown.to-it', previousRefreshToken: refreshToken }, previousUntil: new Date(Date.now() + 60_000).toISOString(), refreshDueAt: new Date(0).toISOString() } } as never, overrideAccess: true })
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'refreshed' })
    service.settings.mode = 'strict'
    expect((await patchbay.resolveCredential({ account: account.id, provider: 'graceful', connectionId: id })).values.refreshToken).toBe(refreshToken)
  })

  it('is judged by the database’s clock, ten minutes wrong either way', async () => {
    for (const skewMs of [-600_000, 600_000]) {
      const due = await granted(soon)
      const fresh = await granted({ endsInSeconds: 400, dueInSeconds: 300 })
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs })
      expect(await tokenOf(due.id)).toBe(due.grant.accessToken)
      await tokenOf(fresh.id)
      vi.useRealTimers()
      expect([due.grant.exchanges, fresh.grant.exchanges]).toEqual([[1], []])
      expect((await rowOf(due.id)).ends_in).toBeGreaterThan(3_590)
      expect((await rowOf(due.id)).ends_in).toBeLessThanOrEqual(3_600)
    }
  })
})

describe('a token that the service refuses', () => {
  /** As where somebody renewed it elsewhere, or the service ended it early. */
  const endEarly = (grant: Grant): void => void (grant.accessToken = `at.${grant.id}.elsewhere`)

  it('is renewed, and the call repeated with its body', async () => {
    const { id, grant } = await granted()
    endEarly(grant)
    const answer = await viaProxy(id, { method: 'POST', body: 'pay once' })
    expect([answer.status, (await answer.json()).body]).toEqual([200, 'pay once'])
    expect(grant.exchanges).toEqual([1])
    expect(await rowOf(id)).toMatchObject({ status: 'active', status_reason: null })
    // One call for whoever sent it, though its provider saw two.
    const { callEngine } = await import('#src/server/callEngine.ts')
    await vi.waitFor(async () => {
      await callEngine().recorder.flush()
      expect(await stage.sql('select calls::int, attempts::int, refused::int from patchbay.usage_buckets where connection = $1', [id])).toEqual([{ calls: 1, attempts: 2, refused: 0 }])
    })
  })

  it('is renewed for the next call where the body is gone', async () => {
    const { id, grant } = await granted()
    endEarly(grant)
    const body = Readable.from([Buffer.alloc(700_000, 'a'), Buffer.alloc(700_000, 'b')])
    const first = await patchbay.callProvider({ account: account.id, connectionId: id, method: 'POST', path: '/upload', body })
    expect(first.status).toBe(401)
    await first.text()
    expect(grant.exchanges).toEqual([1])
    expect((await viaProxy(id)).status).toBe(200)
    expect(grant.exchanges).toEqual([1])
  })

  it('by habit does not cost a token with each call, nor the connection its status while its test passes', async () => {
    const { id, grant } = await granted()
    const { compiled } = (await stage.sql('select compiled from integration_providers where key = $1', ['tokens']))[0]!
    expect(compiled.authFailure.statuses).toEqual([401])
    const call = async () => {
      const answer = await patchbay.callProvider({ account: account.id, connectionId: id, path: '/never', headers: { 'x-never': '1' } })
      await answer.text()
      return answer.status
    }
    service.refuseAt('/never')
    expect([await call(), await call(), await call()]).toEqual([401, 401, 401])
    service.refuseAt(null)
    expect(grant.exchanges).toEqual([1])
    expect((await rowOf(id)).status).toBe('active')
  })

  it('and that nobody renews any more needs its owner: the next connection serves', async () => {
    const dead = await granted({ data: { isDefault: true } })
    const living = await granted({ data: { sortOrder: 5 } })
    dead.grant.isRevoked = true
    const answer = await patchbay.callProvider({ account: account.id, provider: 'tokens', path: '/me' })
    expect([answer.status, answer.headers.get('x-patchbay-connection')]).toEqual([200, living.id])
    await answer.text()
    expect(await rowOf(dead.id)).toMatchObject({ status: 'error', status_reason: 'reauth_required', status_note: 'The grant was revoked.', due_in: null })
    // It stops at once.
    const asked = service.tokenRequests()
    expect(await codeOf(tokenOf(dead.id))).toBe('reauth_required')
    expect(service.tokenRequests()).toBe(asked)
    expect(await stage.sql(`select outcome, code, actor_kind, changed from audit_events where target_id = $1 and action = 'connection.refreshed'`, [dead.id])).toEqual([{ outcome: 'failed', code: 'reauth_required', actor_kind: 'system', changed: ['status'] }])
  })
})

describe('by hand', () => {
  it('gives a new token, and says who asked', async () => {
    const { id, grant } = await granted()
    expect(await refreshByHand(id)).toMatchObject({ status: 200, body: { connection: { id, status: 'active' }, result: { outcome: 'refreshed', message: 'Tokens gave a new access token.' } } })
    expect(grant.exchanges).toEqual([1])
    expect(await stage.sql(`select actor_id, outcome from audit_events where target_id = $1 and action = 'connection.refreshed'`, [id])).toEqual([{ actor_id: account.people.owner.id, outcome: 'done' }])
  })

  it('is 200 also when the service refuses; nothing of a token is said', async () => {
    const { id, grant } = await granted()
    grant.isRevoked = true
    const answer = await refreshByHand(id)
    expect(answer).toMatchObject({ status: 200, body: { connection: { status: 'error', statusReason: 'reauth_required' }, result: { outcome: 'error', code: 'reauth_required', note: 'The grant was revoked.' } } })
    for (const secret of [grant.accessToken, grant.refreshToken, service.client.clientSecret]) expect(answer.text).not.toContain(secret)
  })

  it('brings back one that needed attention, if its test passes', async () => {
    const { id, grant } = await granted()
    grant.isRevoked = true
    await refreshByHand(id)
    grant.isRevoked = false
    expect(await refreshByHand(id)).toMatchObject({ body: { connection: { status: 'active', statusReason: null, statusNote: null }, result: { outcome: 'refreshed' } } })
  })

  it('goes on by itself after a test brought it back', async () => {
    const { id, grant } = await granted({ endsInSeconds: 600, dueInSeconds: 60 })
    service.turn({ before: json(400, { error: 'invalid_grant' }) })
    await refreshByHand(id)
    service.turn()
    expect(await rowOf(id)).toMatchObject({ status: 'error', due_in: null, refresh_failures: 1 })
    expect(await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })).toMatchObject({ body: { connection: { status: 'active', statusReason: null }, result: { ok: true } } })
    expect(await rowOf(id)).toMatchObject({ due_in: expect.toSatisfy((wait: number) => wait > 200 && wait < 400), refresh_failures: 0 })
    await stage.sql('update connections set refresh_due_at = now() where id = $1', [id])
    expect([(await refreshConnection({ connectionId: id, reason: 'expiry' })).outcome, grant.exchanges]).toEqual(['refreshed', [1]])
  })

  it('is refused where there is nothing to renew', async () => {
    const key = await stage.connected({ account })
    expect(await refreshByHand(key.id)).toMatchObject({ status: 409, body: { errors: [{ code: 'invalid_transition' }] } })
    const { id, grant } = await granted()
    await stage.request('POST', `/api/connections/${id}/deactivate`, { as: account.people.owner })
    expect(codesOf(await refreshByHand(id))).toEqual(['connection_inactive'])
    await stage.request('POST', `/api/connections/${id}/revoke`, { as: account.people.owner })
    expect(codesOf(await refreshByHand(id))).toEqual(['connection_revoked'])
    expect(codesOf(await refreshByHand(randomUUID()))).toEqual(['not_found'])
    expect(grant.exchanges).toEqual([])
  })

  it('does not ask a service that the platform has cut off', async () => {
    const { id, grant } = await granted(ended)
    await stage.request('POST', `/api/connections/${id}/deactivate`, { as: stage.platform })
    expect(codesOf(await refreshByHand(id))).toEqual(['connection_blocked'])
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'unchanged' })
    expect(grant.exchanges).toEqual([])
  })
})

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => (_request: unknown, response: ServerResponse) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))

describe('what a failure means', () => {
  const passes = { status: 'active', status_reason: null, refresh_failures: 1 }
  it.each([
    ['a refused grant', json(400, { error: 'invalid_grant', error_description: 'Expired.' }), { status: 'error', status_reason: 'reauth_required', status_note: 'Expired.', due_in: null }],
    ['a refused client of the account’s own', json(401, { error: 'invalid_client' }), { status: 'error', status_reason: 'credential_rejected' }],
    ['an outage', json(503, 'down for a while'), passes],
    ['too many requests', json(429, {}, { 'retry-after': '600' }), { ...passes, due_in: expect.toSatisfy((wait: number) => wait > 600 && wait < 660) }],
    ['a web page', json(200, '<html>Sign in</html>', { 'content-type': 'text/html' }), passes],
    ['half an answer', (_request: unknown, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"access_tok')
      setTimeout(() => response.destroy(), 20)
    }, passes],
    ['nothing at all', (request: IncomingMessage) => void request.socket.destroy(), passes],
    ['garbage', json(200, '{"access_token": '), passes],
    ['ten megabytes', json(200, JSON.stringify({ access_token: 'a'.repeat(10_485_760), token_type: 'Bearer' })), passes],
    ['a token with control characters', json(200, { access_token: 'a\nb\u0000', token_type: 'Bearer' }), passes],
    ['a redirect', json(307, {}, { location: 'http://127.0.0.1:9/token' }), passes],
  ] as const)('%s', async (_what, answer, expected) => {
    const { id, grant } = await granted(soon)
    service.turn({ before: answer as never })
    const result = await refreshConnection({ connectionId: id, reason: 'expiry' })
    service.turn()
    expect(result.outcome).toBe(expected.status === 'error' ? 'error' : 'transient')
    const row = await rowOf(id)
    expect(row).toMatchObject({ ...expected, lease_owner: null, lease_until: null })
    if (expected.status === 'error') return
    // The token at hand serves on, and no call asks again before its time.
    expect(row.due_in).toBeGreaterThan(20)
    const asked = service.tokenRequests()
    expect((await viaProxy(id)).status).toBe(200)
    expect(await tokenOf(id)).toBe(grant.accessToken)
    expect(service.tokenRequests()).toBe(asked)
    // And when its time has come, all is well again.
    await stage.sql(`update connections set refresh_due_at = now() - make_interval(secs => 1) where id = $1`, [id])
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'refreshed' })
    expect(await rowOf(id)).toMatchObject({ status: 'active', refresh_failures: 0, refresh_intent_at: null })
  })

  it('a name that does not resolve passes, and says when to come back once the old token has ended', async () => {
    await stage.importRows(service.row({ key: 'nowhere', authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'OAuth', oauth: { authorizationUrl: 'https://auth.nowhere.invalid/authorize', tokenUrl: 'https://auth.nowhere.invalid/token', scopes: ['read'], clientAuth: 'post', client: 'account', refresh: { mode: 'rotating', graceSeconds: 0 } } }] }))
    const { id } = await granted({ provider: 'nowhere', ...ended })
    const question = { account: account.id, provider: 'nowhere', connectionId: id }
    expect(await codeOf(patchbay.resolveCredential(question))).toBe('provider_unreachable')
    expect(await rowOf(id)).toMatchObject({ status: 'active', refresh_failures: 1, refresh_intent_at: null })
    const resting = await patchbay.callProvider({ account: account.id, connectionId: id, path: '/me' }).catch((error: unknown) => error)
    expect(resting).toMatchObject({ code: 'provider_unreachable', retryable: true, retryAfterSeconds: expect.toSatisfy((wait: number) => wait > 15 && wait < 40) })
  })

  it('the platform’s missing client is nobody’s refusal', async () => {
    await stage.importRows(service.row({ key: 'platforms', authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'OAuth', oauth: { authorizationUrl: `${service.url}/authorize`, tokenUrl: `${service.url}/token`, scopes: ['read'], clientAuth: 'post', refresh: { mode: 'rotating' } } }] }))
    const { id } = await granted({ provider: 'platforms', ...ended, data: { credentialPayload: {} } })
    expect(await codeOf(patchbay.resolveCredential({ account: account.id, provider: 'platforms', connectionId: id }))).toBe('built_in_missing')
    expect(await rowOf(id)).toMatchObject({ status: 'active', refresh_failures: 1 })
  })

  it('an answer nobody waited for keeps its intent, and is known for lost when the service refuses', async () => {
    const { id, grant } = await granted(ended)
    service.turn({ after: (request) => void request.socket.destroy() })
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'transient' })
    expect((await rowOf(id)).refresh_intent_at).not.toBeNull()
    service.turn()
    expect(grant.exchanges).toEqual([1])
    await stage.sql(`update connections set refresh_due_at = now() - make_interval(secs => 1) where id = $1`, [id])
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'error', fault: { code: 'reauth_required' } })
    expect((await rowOf(id)).status_note).toMatch(/^lost_response: .*The refresh token was used already\.$/)
  })
})

describe('an answer that says no and not why', () => {
  it.each([
    ['a 503', json(503, 'down'), 'lost_response: an earlier request for the next token had no clear answer here'],
    ['a 503 in OAuth’s own words', json(503, { error: 'temporarily_unavailable' }), 'The grant was revoked.'],
    ['a 429', json(429, {}), 'The grant was revoked.'],
  ])('%s: a refusal after it is told as what it is', async (_what, answer, note) => {
    const { id, grant } = await granted(ended)
    service.turn({ before: answer as never })
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'transient' })
    service.turn()
    grant.isRevoked = true
    await stage.sql('update connections set refresh_due_at = now() where id = $1', [id])
    expect(await refreshConnection({ connectionId: id, reason: 'expiry' })).toMatchObject({ outcome: 'error' })
    expect((await rowOf(id)).status_note).toMatch(new RegExp(`^${note}`))
  })
})

describe('a service that is slower than the deadline', () => {
  it.each([['before it did anything', 'before', [1], 'refreshed'], ['after it gave a token out', 'after', [1], 'error']] as const)('%s: given up, not retried while the old token serves, and told as what it is', async (_what, when, exchanges, next) => {
    const { id, grant } = await granted({ endsInSeconds: 600, dueInSeconds: -1 })
    const held = holdAnswer()
    service.turn({ [when]: held.hold })
    const startedAt = performance.now()
    expect(await refreshConnection({ connectionId: id, reason: 'expiry', exchangeMs: 400 })).toMatchObject({ outcome: 'transient', fault: { code: 'provider_timeout' } })
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    const row = await rowOf(id)
    expect(row).toMatchObject({ status: 'active', lease_owner: null, refresh_failures: 1, refresh_intent_at: expect.any(Date) })
    // A strict service may have used the token up: the access token at hand comes first.
    expect(row.due_in).toBeGreaterThan(500)
    service.turn()
    await stage.sql('update connections set refresh_due_at = now() where id = $1', [id])
    expect((await refreshConnection({ connectionId: id, reason: 'expiry' })).outcome).toBe(next)
    expect(grant.exchanges).toEqual(exchanges)
    if (next === 'error') expect((await rowOf(id)).status_note).toMatch(/^lost_response: /)
  })
})

describe('where tokens come from', () => {
  it('is no place a call can reach, whatever address it is given', async () => {
    const [method] = service.row().authMethods
    await stage.importRows({ ...stage.service.row(), key: 'split', name: 'Split', authMethods: [method] })
    const { id } = await granted({ provider: 'split' })
    // A token that the other service refuses is renewed here, by a request that carries none.
    const called: (string | undefined)[] = []
    service.turn({ before: ({ headers }) => (headers.authorization === undefined ? 'go on' : called.push(headers.authorization)) })
    const paths = [`//${service.host}/token`, `/http://${service.host}/token`, `/${encodeURIComponent(`http://${service.host}/token`)}`, `/..%2f..%2f${service.host}/token`, `/\\\\${service.host}/token`, `/@${service.host}/token`]
    for (const path of paths) {
      const answer = await fetch(`${front}/api/proxy/connections/${id}${path}`, { method: 'POST', headers: account.people.owner.headers as Record<string, string>, redirect: 'manual' })
      expect([path, answer.status >= 400 || answer.headers.get('x-patchbay-origin') === 'provider']).toEqual([path, true])
      await answer.text()
    }
    const chosen = await fetch(`${front}/api/proxy/connections/${id}/token`, { method: 'POST', headers: { ...(account.people.owner.headers as Record<string, string>), 'x-patchbay-service': `http://${service.host}`, host: service.host } })
    expect(chosen.headers.get('x-patchbay-origin')).toBe('patchbay')
    for (const path of paths) await patchbay.callProvider({ account: account.id, connectionId: id, method: 'POST', path }).then((answer) => answer.text(), () => undefined)
    expect(called).toEqual([])
  })
})

describe('while a new token is fetched', () => {
  /** Holds the exchange of a due connection at the service. */
  async function fetching(): Promise<{ id: string; grant: Grant; finish(): Promise<unknown> }> {
    const { id, grant } = await granted(ended)
    const held = holdAnswer()
    service.turn({ after: held.hold })
    const refreshing = refreshConnection({ connectionId: id, reason: 'expiry' }).catch((error: unknown) => error)
    await held.arrived
    return {
      id, grant,
      finish: () => {
        held.release()
        return refreshing
      },
    }
  }

  it('somebody agrees to a new host: the token is sealed under the new agreement, not lost', async () => {
    const { id, grant, finish } = await fetching()
    await stage.importRows(service.row({ allowedHosts: [service.host, '127.0.0.1:9'] }))
    expect(await stage.request('POST', `/api/connections/${id}/consent`, { as: account.people.owner, body: { hosts: ['127.0.0.1:9'] } })).toMatchObject({ status: 200 })
    expect(await finish()).toMatchObject({ outcome: 'refreshed' })
    await stage.importRows(service.row())
    expect(await tokenOf(id)).toBe(grant.accessToken)
    expect((await stage.sql('select agreed_hosts from connections where id = $1', [id]))[0]?.agreed_hosts).toContain('127.0.0.1:9')
  })

  it('somebody revokes: nothing comes back to life', async () => {
    const { id, finish } = await fetching()
    await stage.request('POST', `/api/connections/${id}/revoke`, { as: account.people.owner })
    expect(await finish()).toMatchObject({ code: 'connection_disconnected' })
    expect(await rowOf(id)).toMatchObject({ status: 'revoked', envelope: null, ends_in: null, due_in: null })
  })

  it('somebody deletes it', async () => {
    const { id, finish } = await fetching()
    await stage.request('DELETE', `/api/connections/${id}`, { as: account.people.owner })
    expect(await finish()).toMatchObject({ code: 'not_found' })
    expect((await rowOf(id)).envelope).toBeNull()
  })

  it('somebody deactivates: it stays so, and has its new token for when it comes back', async () => {
    const { id, grant, finish } = await fetching()
    await stage.request('POST', `/api/connections/${id}/deactivate`, { as: account.people.owner })
    expect(await finish()).toMatchObject({ outcome: 'refreshed' })
    expect((await rowOf(id)).status).toBe('inactive')
    expect(await stage.request('POST', `/api/connections/${id}/reactivate`, { as: account.people.owner })).toMatchObject({ body: { connection: { status: 'active' } } })
    expect(await tokenOf(id)).toBe(grant.accessToken)
    expect(grant.exchanges).toEqual([1])
  })

  it('somebody reconnects: the new credential stands, and the old answer is dropped', async () => {
    const { id, finish } = await fetching()
    const other = service.newGrant()
    await stage.payload.update({ collection: 'connections', id, data: { credentialPayload: { ...service.client }, tokens: { values: { accessToken: other.accessToken, refreshToken: other.refreshToken } } } as never, overrideAccess: true })
    expect(await finish()).toMatchObject({ outcome: 'refreshed' })
    expect(await tokenOf(id)).toBe(other.accessToken)
  })

  it('somebody deletes it and takes it out of the trash again: it comes back empty', async () => {
    const { id, finish } = await fetching()
    await stage.request('DELETE', `/api/connections/${id}`, { as: account.people.owner })
    expect(await stage.request('POST', `/api/connections/${id}/restore`, { as: account.people.owner })).toMatchObject({ status: 200 })
    expect(await finish()).toMatchObject({ code: 'connection_disconnected' })
    expect(await rowOf(id)).toMatchObject({ status: 'disconnected', envelope: null, due_in: null })
  })

  it('the account is deleted with all it has', async () => {
    const other = await stage.newAccount()
    const grant = service.newGrant()
    const id = await makeGranted({ payload: stage.payload, account: other.id, owner: other.people.owner.id, service, grant, ...ended })
    const held = holdAnswer()
    service.turn({ after: held.hold })
    const refreshing = refreshConnection({ connectionId: id, reason: 'expiry' }).catch((error: unknown) => error)
    await held.arrived
    expect(await stage.request('DELETE', `/api/accounts/${other.id}`, { as: stage.platform })).toMatchObject({ status: 200 })
    held.release()
    expect(await refreshing).toMatchObject({ code: 'not_found' })
    expect(await stage.sql('select 1 from connections where id = $1', [id])).toEqual([])
  })

  it('one whose lease ran out writes nothing over whoever came after', async () => {
    const { id, grant, finish } = await fetching()
    service.turn()
    // As if a minute had passed.
    await stage.sql('update connections set lease_until = now() where id = $1', [id])
    const { takeLease } = await import('#src/server/stores/refreshLease.ts')
    const pool = new pg.Pool({ connectionString: stage.databaseUrl, max: 1 })
    const { envelope } = await rowOf(id)
    expect(await takeLease({ pool, connectionId: id, envelope, owner: 'somebody else', leaseSeconds: 60 })).toMatchObject({ fence: 2, hasOpenIntent: true })
    expect(await takeLease({ pool, connectionId: id, envelope, owner: 'a third', leaseSeconds: 60 })).toBeNull()
    await pool.end()
    expect(await finish()).toMatchObject({ outcome: 'unchanged' })
    expect(await rowOf(id)).toMatchObject({ envelope, lease_owner: 'somebody else' })
    expect(grant.exchanges).toEqual([1])
  })
})
