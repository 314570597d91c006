import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { refreshConnection } from '#src/server/refreshConnection.ts'
import { runtime } from '#src/server/runtime.ts'
import { listDueRefreshes } from '#src/server/stores/listDueRefreshes.ts'
import { listIdleConnections } from '#src/server/stores/listIdleConnections.ts'
import type { Job } from '#src/worker/Job.ts'
import { jobs } from '#src/worker/jobs.ts'
import { startWorker, type Worker } from '#src/worker/startWorker.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { type Grant, holdAnswer, startTokenService, type TokenService } from '#tests/support/startTokenService.ts'
import { startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'

/** What workers do by themselves, with real workers on the queue: tokens renewed ahead, idle connections tested, providers told. */

let stage: Stage
let service: TokenService
let revoker: TokenServer
let account: StageAccount
let workers: Worker[] = []
/** The row with a way to take grants back. */
let toldAt: (path: string, key?: string) => Record<string, unknown> & { key: string }

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  stage = await startStage()
  service = await startTokenService()
  revoker = await startTokenServer()
  const row = service.row()
  const [method] = row.authMethods
  toldAt = (path, key = 'told') => ({ ...row, key, name: key, authMethods: [{ ...method, oauth: { ...method?.oauth, revocationUrl: `${revoker.url}${path}` } }] })
  await stage.importRows(row, toldAt('/revoke'))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await stage?.stop()
  await service?.stop()
  await revoker?.close()
})
beforeEach(async () => {
  account = await stage.newAccount()
  revoker.reply({ status: 200, body: {} })
  revoker.seen.length = 0
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  service.turn()
})

/** The jobs as they are, but that what a schedule would start is started at once. */
const work = async (...names: string[]): Promise<void> => {
  const chosen = jobs.filter((job) => names.includes(job.name)).map((job): Job => ({ ...job, isForStart: job.cron !== null }))
  expect(chosen.map((job) => job.name).toSorted()).toEqual(names.toSorted())
  workers.push(...(await Promise.all([1, 2].map(() => startWorker({ url: stage.databaseUrl, pool: runtime().pool, jobs: chosen })))))
}
const granted = async (options: Partial<Parameters<typeof makeGranted>[0]> = {}): Promise<{ id: string; grant: Grant }> => {
  const grant = service.newGrant()
  return { grant, id: await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant, ...options }) }
}
const set = (id: string, columns: string) => stage.sql(`update connections set ${columns} where id = $1`, [id])
const statusOf = async (id: string) => (await stage.sql<{ status: string }>('select status from connections where id = $1', [id]))[0]?.status
const viewOf = async (id: string) => (await stage.request('GET', `/api/connections/${id}?trash=true`, { as: account.people.owner })).body

describe('renewing ahead', () => {
  it('takes what is due, once each however many workers there are, and leaves the rest', async () => {
    const due = await Promise.all([1, 2, 3, 4, 5].map(() => granted({ endsInSeconds: 60, dueInSeconds: -1 })))
    const early = await granted()
    await work('refresh-due', 'refresh-one')
    await vi.waitFor(() => expect(due.map(({ grant }) => grant.generation)).toEqual([1, 1, 1, 1, 1]), { timeout: 20_000 })
    expect([due.map(({ grant }) => [grant.exchanges, grant.isRevoked]), early.grant.generation]).toEqual([due.map(() => [[1], false]), 0])
  })

  it('uses a grant that nobody uses before the service ends it for that, though its token lives on', async () => {
    const day = 86_400_000
    const { expiresInSeconds } = service.settings
    onTestFinished(() => { service.settings.expiresInSeconds = expiresInSeconds })
    service.settings.expiresInSeconds = 400 * 86_400
    const [method] = service.row().authMethods
    await stage.importRows({ ...service.row(), key: 'idle', authMethods: [{ ...method, oauth: { ...method?.oauth, refresh: { ...method?.oauth.refresh, idleDays: 14 } } }] })
    const { id, grant } = await granted({ provider: 'idle', endsInSeconds: 400 * 86_400, dueInSeconds: 0 })
    const dueInDays = async (): Promise<number> => ((await stage.sql<{ refresh_due_at: Date }>('select refresh_due_at from connections where id = $1', [id]))[0]?.refresh_due_at.getTime() ?? Infinity) / day - Date.now() / day
    await work('refresh-due', 'refresh-one')
    await vi.waitFor(() => expect(grant.generation).toBe(1), { timeout: 20_000 })
    await vi.waitFor(async () => expect(await dueInDays()).toBeGreaterThan(7), { timeout: 20_000 })
    expect(await dueInDays()).toBeLessThan(14)
    await Promise.all(workers.map((worker) => worker.stop()))
    // Thirteen days in which nobody calls.
    await set(id, `refresh_due_at = refresh_due_at - interval '13 days', token_expires_at = token_expires_at - interval '13 days'`)
    await work('refresh-due', 'refresh-one')
    await vi.waitFor(() => expect(grant.generation).toBe(2), { timeout: 20_000 })
    await vi.waitFor(async () => expect(await dueInDays()).toBeGreaterThan(7), { timeout: 20_000 })
  })

  it('marks what the provider ended for good, and tells its owner by the notices', async () => {
    const { id, grant } = await granted({ endsInSeconds: 60, dueInSeconds: -1 })
    grant.isRevoked = true
    await work('refresh-due', 'refresh-one')
    await vi.waitFor(async () => expect(await statusOf(id)).toBe('error'), { timeout: 20_000 })
  })

  it.each([
    ['deactivated', `status = 'inactive'`],
    ['cut off', `blocked_by = 'platform'`],
    ['in another worker’s hands', `lease_until = now() + interval '1 minute'`],
  ])('passes over one that is %s', async (_how, columns) => {
    const { id } = await granted({ endsInSeconds: 60, dueInSeconds: -1 })
    const isDue = async () => (await listDueRefreshes({ pool: runtime().pool, limit: 1_000 })).some((one) => one.id === id)
    expect(await isDue()).toBe(true)
    await set(id, columns)
    expect(await isDue()).toBe(false)
  })
})

describe('what nobody can renew', () => {
  it.each([
    ['whose row renews no more', () => stage.importRows(service.row({ key: 'stuck', authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'OAuth', oauth: { authorizationUrl: `${service.url}/authorize`, tokenUrl: `${service.url}/token`, client: 'account', clientAuth: 'post', refresh: { mode: 'none' } } }] }))],
    ['whose key is not to be had', () => stage.sql(`update connections set vault_id = gen_random_uuid() where provider = 'stuck' and account_id = $1`, [account.id])],
  ])('is put aside, so that others have their turn: %s', async (_why, spoil) => {
    await stage.importRows(service.row({ key: 'stuck' }))
    const stuck = await granted({ provider: 'stuck', endsInSeconds: 60, dueInSeconds: -3_600 })
    const { id } = await granted({ endsInSeconds: 60, dueInSeconds: -1 })
    await spoil()
    const waiting = async () => (await listDueRefreshes({ pool: runtime().pool, limit: 1_000 })).map((due) => due.id).filter((due) => [stuck.id, id].includes(due))
    expect(await waiting()).toEqual([stuck.id, id])
    const one = jobs.find((job) => job.name === 'refresh-one')
    await one?.run({ data: { id: stuck.id }, tools: { enqueue: () => Promise.resolve(), signal: new AbortController().signal } }).catch(() => undefined)
    expect(await waiting()).toEqual([id])
    expect(stuck.grant.exchanges).toEqual([])
  })
})

describe('the nightly test', () => {
  const old = `last_used_at = now() - interval '25 hours', last_tested_at = now() - interval '25 hours'`

  it('finds a key that nobody used and that serves no longer', async () => {
    const key = stage.service.goodKey()
    const [{ id: dead }, { id: fine }] = [await stage.connected({ account, key }), await stage.connected({ account })]
    stage.service.refuse(key)
    for (const id of [dead, fine]) await set(id, old)
    // Not over three hours, as at night.
    vi.spyOn(Math, 'random').mockReturnValue(0)
    await work('test-idle', 'test-one')
    const isFresh = async () => (await stage.sql<{ fresh: boolean }>(`select last_tested_at > now() - interval '1 hour' as fresh from connections where id = $1`, [fine]))[0]?.fresh
    await vi.waitFor(async () => expect([await statusOf(dead), await statusOf(fine), await isFresh()]).toEqual(['error', 'active', true]), { timeout: 20_000 })
    vi.mocked(Math.random).mockRestore()
  })

  it.each([
    ['was used today', `last_used_at = now() - interval '23 hours'`],
    ['was tested today', `last_tested_at = now() - interval '23 hours'`],
    ['is deactivated', `status = 'inactive'`],
    ['has expired', `expires_at = now() - interval '1 minute'`],
    ['is cut off', `blocked_by = 'platform'`],
  ])('leaves one alone that %s', async (_how, columns) => {
    const { id } = await stage.connected({ account })
    const isIdle = async () => (await listIdleConnections({ pool: runtime().pool, after: null, limit: 10_000 })).some((one) => one.id === id)
    await set(id, old)
    expect(await isIdle()).toBe(true)
    await set(id, columns)
    expect(await isIdle()).toBe(false)
  })
})

describe('telling the provider', () => {
  const revoke = (id: string) => stage.request('POST', `/api/connections/${id}/revoke`, { as: account.people.owner })
  const waiting = async (id: string) => (await stage.sql<{ state: string; envelope: string | null; attempts: number; code: string | null }>(`select state, envelope, attempts, code from patchbay.revocations where connection = $1 order by destroyed_at desc, (state = 'waiting') desc`, [id]))[0]
  const events = async (id: string) => (await stage.sql<{ action: string; outcome: string }>(`select action, outcome from audit_events where target_id = $1 and action like 'connection.revoked%' order by created_at`, [id])).map(({ action, outcome }) => `${action} ${outcome}`)

  it.each(['revoke', 'delete'])('%s: both facts in the answer, in the connection and in the trail; nothing is kept', async (verb) => {
    const { id, grant } = await granted({ provider: 'told' })
    const answer = verb === 'revoke' ? await revoke(id) : await stage.request('DELETE', `/api/connections/${id}`, { as: account.people.owner })
    expect([answer.status, answer.body.result]).toEqual([200, { destroyed: true, provider: 'revoked', manageUrl: 'https://tokens.example/apps' }])
    expect(answer.body.connection.revocation).toEqual({ destroyedAt: expect.stringMatching(/Z$/), provider: 'revoked', endedAt: expect.stringMatching(/Z$/) })
    expect(revoker.seen.map(({ path, form }) => [path, form.token])).toEqual([['/revoke', grant.refreshToken]])
    expect(await waiting(id)).toMatchObject({ state: 'revoked', envelope: null })
    if (verb === 'revoke') expect(await events(id)).toEqual(['connection.revoked done', 'connection.revoked_at_provider done'])
  })

  it.each(['revoke', 'delete'])('%s while a new token is fetched: it is told of that one too', async (verb) => {
    const { id, grant } = await granted({ provider: 'told', dueInSeconds: -1 })
    const before = grant.refreshToken
    const held = holdAnswer()
    service.turn({ after: held.hold })
    const refreshing = refreshConnection({ connectionId: id, reason: 'expiry' }).catch((error: unknown) => (error as { code: string }).code)
    await held.arrived
    await (verb === 'revoke' ? revoke(id) : stage.request('DELETE', `/api/connections/${id}`, { as: account.people.owner }))
    revoker.reply({ status: 503, body: {} })
    held.release()
    expect(await refreshing).toBe(verb === 'revoke' ? 'connection_disconnected' : 'not_found')
    expect(await waiting(id)).toMatchObject({ state: 'waiting', attempts: 1 })
    const told = async () => (await stage.sql('select revocation from connections where id = $1', [id]))[0]?.revocation
    expect(await told()).toMatchObject({ provider: 'queued', endedAt: null })
    revoker.reply({ status: 200, body: {} })
    await stage.sql('update patchbay.revocations set next_at = now() where connection = $1', [id])
    await work('tell-providers', 'tell-provider')
    await vi.waitFor(async () => expect(await told()).toMatchObject({ provider: 'revoked', endedAt: expect.any(String) }), { timeout: 20_000 })
    expect(revoker.seen.map(({ form }) => form.token)).toEqual([before, grant.refreshToken, grant.refreshToken])
    expect(await stage.sql('select 1 from patchbay.revocations where connection = $1 and envelope is not null', [id])).toEqual([])
  })

  it('goes on where the provider was away: destroyed here at once, told by the worker', async () => {
    const { id } = await granted({ provider: 'told' })
    revoker.reply({ status: 503, body: {} })
    const answer = await revoke(id)
    expect(answer.body).toMatchObject({ result: { provider: 'queued' }, connection: { status: 'revoked', revocation: { provider: 'queued', endedAt: null } } })
    expect(await waiting(id)).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(codesOf(await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner }))).toEqual(['connection_revoked'])
    revoker.reply({ status: 200, body: {} })
    await stage.sql('update patchbay.revocations set next_at = now() where connection = $1', [id])
    await work('tell-providers', 'tell-provider')
    await vi.waitFor(async () => expect(await waiting(id)).toMatchObject({ state: 'revoked', envelope: null, attempts: 2 }), { timeout: 20_000 })
    expect((await viewOf(id)).revocation).toMatchObject({ provider: 'revoked', endedAt: expect.any(String) })
    expect(await events(id)).toEqual(['connection.revoked done', 'connection.revoked_at_provider done'])
  })

  it('gives up after ten tries, says so, and keeps nothing', async () => {
    const { id } = await granted({ provider: 'told' })
    revoker.reply({ status: 503, body: {} })
    await revoke(id)
    await stage.sql('update patchbay.revocations set next_at = now(), attempts = 9 where connection = $1', [id])
    await work('tell-providers', 'tell-provider')
    await vi.waitFor(async () => expect(await waiting(id)).toMatchObject({ state: 'failed', envelope: null, attempts: 10 }), { timeout: 20_000 })
    expect(await events(id)).toEqual(['connection.revoked done', 'connection.revoked_at_provider failed'])
  })

  it('gives up at once where the row came to ask in a way that nobody agreed to, and sends nothing there', async () => {
    await stage.importRows(toldAt('/revoke', 'moved'))
    const { id } = await granted({ provider: 'moved' })
    revoker.reply({ status: 503, body: {} })
    await revoke(id)
    await stage.importRows(toldAt('/elsewhere', 'moved'))
    await stage.sql('update patchbay.revocations set next_at = now() where connection = $1', [id])
    await work('tell-providers', 'tell-provider')
    await vi.waitFor(async () => expect(await waiting(id)).toMatchObject({ state: 'failed', code: 'host_consent_required', envelope: null, attempts: 2 }), { timeout: 20_000 })
    expect(revoker.seen.map(({ path }) => path)).toEqual(['/revoke'])
    expect(await events(id)).toEqual(['connection.revoked done', 'connection.revoked_at_provider failed'])
  })

  it('does not wait for a provider that never answers', async () => {
    const { id } = await granted({ provider: 'told' })
    revoker.reply((_request: unknown, _response: unknown) => undefined)
    const startedAt = performance.now()
    const answer = await revoke(id)
    expect([answer.body.result.provider, performance.now() - startedAt < 8_000]).toEqual(['queued', true])
  })

  it('needs no provider for what has no such way', async () => {
    const { id } = await granted()
    expect((await revoke(id)).body).toMatchObject({ result: { provider: 'unsupported' }, connection: { revocation: { provider: 'unsupported', endedAt: expect.any(String) } } })
    expect(await waiting(id)).toMatchObject({ state: 'unsupported', envelope: null })
  })

  it('forgets the old one’s facts when a new credential is saved', async () => {
    const { id } = await stage.connected({ account })
    await revoke(id)
    expect((await viewOf(id)).revocation).toMatchObject({ provider: 'unsupported' })
    await stage.connect({ account, body: { connectionId: id, credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect((await viewOf(id)).revocation).toBeNull()
  })

  it('follows a bulk revocation to its end', async () => {
    const made = await Promise.all([1, 2, 3].map(() => granted({ provider: 'told' })))
    const slug = (await stage.sql<{ slug: string }>('select slug from accounts where id = $1', [account.id]))[0]?.slug
    const { run } = (await stage.request('POST', `/api/accounts/${account.id}/revoke-credentials`, { as: stage.platform, body: { confirm: slug } })).body
    expect(run).toMatchObject({ total: 3, queued: 3, revoked: 0 })
    await work('tell-providers', 'tell-provider')
    await vi.waitFor(async () => expect((await stage.request('GET', `/api/revocations/${run.id}`, { as: stage.platform })).body).toMatchObject({ total: 3, queued: 0, revoked: 3 }), { timeout: 20_000 })
    expect(revoker.seen.map(({ form }) => form.token).toSorted()).toEqual(made.map(({ grant }) => grant.refreshToken).toSorted())
  })

  it('ends with its account, whose key is gone', async () => {
    const { id } = await granted({ provider: 'told' })
    revoker.reply({ status: 503, body: {} })
    await revoke(id)
    await stage.request('DELETE', `/api/accounts/${account.id}`, { as: stage.platform })
    expect(await waiting(id)).toBeUndefined()
  })
})
