import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codesOf, type Service, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { startService } from '#tests/support/startService.ts'

/** A credential travels where its owner agreed and the platform has not cut it off, whichever door asks. */

let stage: Stage
let elsewhere: Service
let proxy: string
let account: StageAccount
let id: string

const row = (rest: Record<string, unknown>) => stage.service.row({ key: 'movable', name: 'Movable', ...rest })
/** The row as it was when the connection was made. */
const home = () => row({})
/** The row after an admin pointed it somewhere else. */
const moved = () => row({ baseUrl: elsewhere.url, allowedHosts: [stage.service.host, elsewhere.host] })

beforeAll(async () => {
  stage = await startStage()
  elsewhere = await startService()
  proxy = `${await stage.openFront()}/api/proxy`
})
afterAll(async () => {
  await stage?.stop()
  await elsewhere?.stop()
})
beforeEach(async () => {
  stage.service.turn()
  elsewhere.turn((_request, response) => response.end('elsewhere'))
  elsewhere.seen.length = 0
  await stage.importRows(home())
  account = await stage.newAccount()
  ;({ id } = await stage.connected({ account, body: { provider: 'movable' } }))
})

const call = async (path = '/me', where = `connections/${id}`) => {
  const response = await fetch(`${proxy}/${where}${path}`, { headers: account.people.member.headers })
  const text = await response.text()
  return response.headers.get('x-patchbay-origin') === 'provider' ? response.status : (JSON.parse(text) as { errors: { code: string }[] }).errors[0]?.code
}
/** Every way to use the connection: both proxy forms, and in process. */
const uses = async (): Promise<unknown[]> => {
  const { callProvider, getAiConfig, resolveCredential } = await import('#src/patchbay.ts')
  const codeOf = (work: Promise<unknown>) => work.then(() => 'fine', (error: { code: string }) => error.code)
  const question = { account: account.id, provider: 'movable' }
  return [await call(), await call('/me', `accounts/${account.id}/movable`), await codeOf(getAiConfig(question)), await codeOf(resolveCredential(question)), await codeOf(callProvider({ ...question, path: '/me' }).then((answer) => answer.text()))]
}
const read = async (as = account.people.owner) => (await stage.request('GET', `/api/connections/${id}`, { as })).body
const testIt = () => stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })
/** What the banner shows: hosts, and marks of a changed way of sending. */
const shown = async () => (await testIt()).body.connection.hostsAwaitingConsent as string[]
const agree = async (as = account.people.admin, body?: unknown) => stage.request('POST', `/api/connections/${id}/consent`, { as, body: body ?? { hosts: await shown() } })

describe('a row that names a further host', () => {
  it('gets nothing until an account admin agrees', async () => {
    expect(await uses()).toEqual([200, 200, 'fine', 'fine', 'fine'])
    await stage.importRows(moved())
    expect(await uses()).toEqual(Array.from({ length: 5 }, () => 'host_consent_required'))
    expect((await testIt()).body).toMatchObject({ connection: { status: 'active', hostsAwaitingConsent: expect.arrayContaining([elsewhere.host]) }, result: { ok: false, code: 'host_consent_required' } })
    expect(elsewhere.seen).toEqual([])

    for (const as of [account.people.member, account.people.viewer, stage.platform]) expect(codesOf(await agree(as))).toEqual(['forbidden'])
    expect(codesOf(await agree(stage.stranger))).toEqual(['not_found'])
    expect(await uses()).toContain('host_consent_required')

    expect(await agree()).toMatchObject({ status: 200, body: { connection: { status: 'active', hostsAwaitingConsent: [] } } })
    expect(await uses()).toEqual([200, 200, 'fine', 'fine', 'fine'])
    expect(elsewhere.seen.length).toBeGreaterThan(0)
    expect(await stage.sql(`select actor_id, changed from audit_events where action = 'connection.hosts_agreed' and target_id = $1`, [id])).toMatchObject([{ actor_id: account.people.admin.id }])
  })

  it('is told to whoever reads the connections, by id and in lists, with one statement for all of them', async () => {
    const { id: other } = await stage.connected({ account })
    const list = async (query = '') => {
      const { status, body } = await stage.request('GET', `/api/connections${query}`, { as: account.people.viewer })
      expect(status).toBe(200)
      return Object.fromEntries((body.docs as { id: string; hostsAwaitingConsent?: string[] }[]).map((doc) => [doc.id, doc.hostsAwaitingConsent]))
    }
    expect(await list()).toEqual({ [id]: [], [other]: [] })
    await stage.importRows(moved())
    const terms = await shown()
    expect(terms).toContain(elsewhere.host)
    expect(await list()).toEqual({ [id]: terms, [other]: [] })
    expect((await read(account.people.viewer)).hostsAwaitingConsent).toEqual(terms)
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['read'] })
    expect((await stage.request('GET', `/api/connections/${id}`, { headers: token.headers })).body.hostsAwaitingConsent).toEqual(terms)
    // Only where it was asked for; and it is no column to sort or look by.
    expect(await list('?select[displayName]=true')).toEqual({ [id]: undefined, [other]: undefined })
    expect(await list('?select[hostsAwaitingConsent]=true')).toEqual({ [id]: terms, [other]: [] })
    expect(await list('?select[identity]=false')).toEqual({ [id]: terms, [other]: [] })
    for (const query of ['sort=hostsAwaitingConsent', 'where[hostsAwaitingConsent][exists]=true']) expect((await stage.request('GET', `/api/connections?${query}`, { as: account.people.viewer })).status).toBe(400)

    const statements = vi.spyOn((stage.payload.db as unknown as { drizzle: { execute(query: unknown): unknown } }).drizzle, 'execute')
    await list()
    expect(statements.mock.calls.filter(([query]) => inspect(query, { depth: 9 }).includes('c.agreed_hosts'))).toHaveLength(1)
    statements.mockRestore()

    await agree()
    expect(await list()).toEqual({ [id]: [], [other]: [] })
  })

  it('is agreed to only as it was shown', async () => {
    await stage.importRows(moved())
    for (const body of [{ hosts: [] }, { hosts: ['other.example'] }, { hosts: (await shown()).filter((term) => term !== elsewhere.host) }]) expect([(await agree(undefined, body)).status, await call()]).toEqual([409, 'host_consent_required'])
    expect((await agree(undefined, { hosts: 'all' })).status).toBe(422)
    const unsaid = await agree(undefined, {})
    expect([unsaid.status, unsaid.body.errors[0].code, unsaid.body.errors[0].field, await call()]).toEqual([422, 'validation_failed', 'hosts', 'host_consent_required'])
    expect([...codesOf(await agree(stage.stranger, {})), ...codesOf(await agree(account.people.member, {}))]).toEqual(['not_found', 'forbidden'])
    expect((await agree(undefined, { hosts: [...(await shown()), 'more.example'] })).status).toBe(200)
  })

  it('needs the key again from whoever changes the connection meanwhile', async () => {
    await stage.importRows(moved())
    const changed = await stage.connect({ account, as: account.people.member, body: { provider: 'movable', connectionId: id, credentialPayload: { note: 'x' } } })
    expect(changed.status).toBe(403)
    const own = await stage.connect({ account, body: { provider: 'movable', connectionId: id, credentialPayload: { note: 'x' } } })
    expect([own.status, codesOf(own)]).toEqual([422, ['validation_failed']])
    expect(elsewhere.seen).toEqual([])
  })

  it('hands no envelope over by way of the database: agreed hosts edited there open nothing', async () => {
    await stage.importRows(moved())
    await stage.sql('update connections set agreed_hosts = agreed_hosts || $2::jsonb where id = $1', [id, JSON.stringify([elsewhere.host])])
    expect(await uses()).toEqual(Array.from({ length: 5 }, () => 'vault_unavailable'))
    expect((await agree()).status).toBe(503)
    expect(elsewhere.seen).toEqual([])
  })
})

describe('a row that sends the key in another way', () => {
  it('waits for the same consent', async () => {
    const [method] = home().authMethods as Record<string, unknown>[]
    await stage.importRows(row({ authMethods: [{ ...method, inject: [{ in: 'query', name: 'key', value: '{{apiKey}}' }] }] }))
    const before = stage.service.seen.length
    expect(await uses()).toEqual(Array.from({ length: 5 }, () => 'host_consent_required'))
    expect(stage.service.seen).toHaveLength(before)
    expect(await shown()).not.toEqual([])
    expect((await agree()).status).toBe(200)
    stage.service.turn((_request, response) => response.end('served'))
    expect(await uses()).toEqual([200, 200, 'fine', 'fine', 'fine'])
    expect(stage.service.seen.at(-1)?.url).toMatch(/^\/me\?key=globex_/)
  })
})

describe('a row that names fewer hosts', () => {
  it('acts at once, also for what was handed out in process', async () => {
    const { getAiConfig } = await import('#src/patchbay.ts')
    await stage.importRows(moved())
    await agree()
    await stage.importRows(row({ baseUrl: elsewhere.url, allowedHosts: [elsewhere.host] }))
    const { settings } = await getAiConfig({ account: account.id, provider: 'movable' })
    expect(settings.baseURL).toBe(elsewhere.url)
    await expect(settings.fetch(`${stage.service.url}/me`, { headers: { authorization: `Bearer ${settings.apiKey}` } })).rejects.toMatchObject({ code: 'host_not_allowed' })
    expect(await (await settings.fetch(`${elsewhere.url}/x`)).text()).toBe('elsewhere')
    expect((await read()).hostsAwaitingConsent).toEqual([])
  })
})

describe('cut off by the platform', () => {
  const blocked = Array.from({ length: 5 }, () => 'connection_blocked')
  const cutOff = async (isBlocked: boolean, path: string) => expect((await stage.request(isBlocked ? 'POST' : 'DELETE', `${path}/cut-off`, { as: stage.platform, ...(isBlocked ? { body: { reason: 'For a test' } } : {}) })).status).toBe(200)
  const cuts: [string, (isBlocked: boolean) => Promise<unknown>][] = [
    ['a connection', (isBlocked) => stage.request('POST', `/api/connections/${id}/${isBlocked ? 'deactivate' : 'reactivate'}`, { as: stage.platform })],
    ['an account', (isBlocked) => cutOff(isBlocked, `/api/accounts/${account.id}`)],
    ['a provider', async (isBlocked) => {
      const [provider] = await stage.sql(`select id from integration_providers where key = 'movable'`)
      return cutOff(isBlocked, `/api/integration-providers/${provider?.id}`)
    }],
  ]

  it.each(cuts)('%s is used by nobody through no door, and serves again when that is lifted', async (_what, cut) => {
    const before = stage.service.seen.length
    await cut(true)
    expect(await uses()).toEqual(blocked)
    expect(codesOf(await testIt())).toEqual(['connection_blocked'])
    expect(codesOf(await stage.connect({ account, body: { provider: 'movable', connectionId: id, credentialPayload: { apiKey: stage.service.goodKey() } } }))).toEqual(['connection_blocked'])
    expect(codesOf(await stage.request('POST', '/api/integrations/test', { as: account.people.owner, body: { connectionId: id } }))).toEqual(['connection_blocked'])
    expect((await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=movable`, { as: account.people.viewer })).body).toMatchObject({ source: null, code: 'connection_blocked' })
    expect(stage.service.seen).toHaveLength(before)
    await cut(false)
    expect(await uses()).toEqual([200, 200, 'fine', 'fine', 'fine'])
  })

  it.each(cuts)('%s is not brought back by reactivating it', async (_what, cut) => {
    await stage.request('POST', `/api/connections/${id}/deactivate`, { as: account.people.owner })
    await cut(true)
    expect(codesOf(await stage.request('POST', `/api/connections/${id}/reactivate`, { as: account.people.owner }))).toEqual(['connection_blocked'])
    await cut(false)
    expect((await stage.request('POST', `/api/connections/${id}/reactivate`, { as: account.people.owner })).status).toBe(200)
  })

  it('no tenant lifts it', async () => {
    await stage.request('POST', `/api/connections/${id}/deactivate`, { as: stage.platform })
    await stage.request('PATCH', `/api/connections/${id}`, { as: account.people.owner, body: { blockedBy: null, displayName: 'Free' } })
    await stage.request('PATCH', `/api/accounts/${account.id}`, { as: account.people.owner, body: { blocked: false } })
    expect(await call()).toBe('connection_blocked')
    expect((await read()).blockedBy).toBe('platform')
  })
})
