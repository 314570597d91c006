import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TestActor, TestAnswer } from '#tests/support/startServer.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** What the platform cuts off stops at once, says why to those it stops, and comes back as it was. */

let stage: Stage
let proxy: string
let account: StageAccount
let id: string

beforeAll(async () => {
  // The proxy writes a line for each refusal.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  stage = await startStage()
  proxy = `${await stage.openFront()}/api/proxy`
})
afterAll(async () => {
  vi.restoreAllMocks()
  await stage?.stop()
})
beforeEach(async () => {
  stage.service.turn()
  account = await stage.newAccount()
  ;({ id } = await stage.connected({ account }))
})

const reason = 'Reports of abuse since Monday'
const paths = {
  account: async () => `/api/accounts/${account.id}`,
  provider: async () => `/api/integration-providers/${(await stage.sql<{ id: string }>(`select id from integration_providers where key = 'globex'`))[0]?.id}`,
  connection: async () => `/api/connections/${id}`,
}
type Kind = keyof typeof paths
const ask = async ({ kind, method, body, as = stage.platform }: { kind: Kind; method: string; body?: unknown; as?: TestActor }): Promise<TestAnswer> =>
  stage.request(method, `${await paths[kind]()}/cut-off`, { as, ...(body === undefined ? {} : { body }) })
const call = async () => {
  const response = await fetch(`${proxy}/accounts/${account.id}/globex/me`, { headers: account.people.member.headers })
  return { status: response.status, text: await response.text() }
}
const eventsOf = (action: string) => stage.sql<Record<string, unknown>>('select * from audit_events where action = $1 order by created_at desc', [action])
const trailOf = async (as: TestActor) => (await stage.request('GET', '/api/audit-events?limit=100', { as })).body.docs as { action: string; note: string | null }[]

describe.each(['account', 'provider', 'connection'] as const)('%s', (kind) => {
  it('is cut off with a reason that every refusal gives, and lifted again', async () => {
    const { getAiConfig } = await import('#src/patchbay.ts')
    expect((await ask({ kind, method: 'GET' })).body).toMatchObject({ isCutOff: false, reason: null, reach: { connections: expect.any(Number) } })
    const cut = await ask({ kind, method: 'POST', body: { reason } })
    expect(cut).toMatchObject({ status: 200, body: { isCutOff: true, reason } })

    const refused = await call()
    expect([refused.status, refused.text.includes('connection_blocked'), refused.text.includes(reason)]).toEqual([409, true, true])
    await expect(getAiConfig({ account: account.id, provider: 'globex' })).rejects.toMatchObject({ code: 'connection_blocked', message: expect.stringContaining(reason) })
    const dryRun = (await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=globex`, { as: account.people.viewer })).body
    expect([dryRun.code, JSON.stringify(dryRun.reasons).includes(reason)]).toEqual(['connection_blocked', true])
    const tested = await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })
    expect([codesOf(tested), tested.text.includes(reason)]).toEqual([['connection_blocked'], true])

    expect(codesOf(await ask({ kind, method: 'POST', body: { reason: 'Another one' } }))).toEqual(['invalid_transition'])
    expect(await ask({ kind, method: 'DELETE' })).toMatchObject({ status: 200, body: { isCutOff: false, reason: null } })
    expect(codesOf(await ask({ kind, method: 'DELETE' }))).toEqual(['invalid_transition'])
    expect((await call()).status).toBe(200)
  })

  it('tells the account in its trail, with the reason', async () => {
    await ask({ kind, method: 'POST', body: { reason } })
    await ask({ kind, method: 'DELETE' })
    const trail = await trailOf(account.people.viewer)
    expect(trail.filter((one) => one.action === `${kind}.blocked`).map((one) => one.note)).toEqual([reason])
    expect(trail.filter((one) => one.action === `${kind}.unblocked`).map((one) => one.note)).toEqual([null])
    expect((await eventsOf(`${kind}.blocked`))[0]).toMatchObject({ actor_id: stage.platform.id, outcome: 'done' })
  })

  it.each<[string, unknown, string]>([
    ['no reason', {}, 'validation_failed'],
    ['an empty one', { reason: '   ' }, 'validation_failed'],
    ['a long one', { reason: 'x'.repeat(301) }, 'validation_failed'],
    ['one of two lines', { reason: 'One\nTwo' }, 'validation_failed'],
    ['a secret in it', { reason: `leaked: ${['sk', 'live', '8f3kd92jfk20fk39dk20fk3'].join('_')}` }, 'secret_in_plain_field'],
    ['something else beside it', { reason, blockedBy: null }, 'validation_failed'],
  ])('is refused with %s', async (_what, body, code) => {
    const answer = await ask({ kind, method: 'POST', body })
    expect(codesOf(answer)[0]).toBe(code)
    expect((await ask({ kind, method: 'GET' })).body.isCutOff).toBe(false)
  })

  it('is the platform’s alone', async () => {
    for (const as of [account.people.owner, account.people.viewer]) {
      for (const method of ['GET', 'POST', 'DELETE']) expect(codesOf(await ask({ kind, method, as, ...(method === 'POST' ? { body: { reason } } : {}) }))).toEqual(['forbidden'])
    }
  })
})

describe('what the account sees of it', () => {
  it('the reason stands in the connection, the account and the provider', async () => {
    for (const kind of ['connection', 'account', 'provider'] as const) await ask({ kind, method: 'POST', body: { reason: `${reason}: ${kind}` } })
    const as = account.people.viewer
    expect((await stage.request('GET', `/api/connections/${id}`, { as })).body).toMatchObject({ status: 'active', blockedBy: 'platform', blockedReason: `${reason}: connection` })
    expect((await stage.request('GET', `/api/accounts/${account.id}`, { as })).body).toMatchObject({ blocked: true, blockedReason: `${reason}: account` })
    expect((await stage.request('GET', await paths.provider(), { as })).body).toMatchObject({ blocked: true, blockedReason: `${reason}: provider` })
    for (const kind of ['connection', 'account', 'provider'] as const) await ask({ kind, method: 'DELETE' })
  })

  it('a blocked account still reads, exports, revokes and deletes; it adds no key', async () => {
    await ask({ kind: 'account', method: 'POST', body: { reason } })
    const as = account.people.owner
    expect((await stage.request('GET', '/api/connections', { as })).body.totalDocs).toBe(1)
    expect((await stage.request('GET', `/api/audit-events/export?account=${account.id}`, { as })).text).toContain(reason)
    expect(codesOf(await stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } }))).toEqual(['connection_blocked'])
    expect((await stage.request('POST', `/api/connections/${id}/revoke`, { as })).status).toBe(200)
    expect((await stage.request('DELETE', `/api/connections/${id}`, { as })).status).toBe(200)
  })

  it('a cut of a provider is told only to those who may know of the connection', async () => {
    const other = await stage.newAccount()
    await stage.connected({ account: other, as: other.people.member, body: { visibility: 'private' } })
    const uninvolved = await stage.newAccount()
    await ask({ kind: 'provider', method: 'POST', body: { reason } })
    await ask({ kind: 'provider', method: 'DELETE' })
    const sees = async (as: TestActor) => (await trailOf(as)).some((one) => one.action === 'provider.blocked')
    expect([await sees(account.people.viewer), await sees(other.people.member), await sees(other.people.owner)]).toEqual([true, true, true])
    expect([await sees(other.people.viewer), await sees(uninvolved.people.owner)]).toEqual([false, false])
  })
})

describe('a cut', () => {
  it('outlives a saved form, an import and an older version', async () => {
    const path = await paths.provider()
    await ask({ kind: 'provider', method: 'POST', body: { reason } })
    expect((await stage.request('PATCH', path, { as: stage.platform, body: { blocked: false, blockedReason: null, description: 'Saved from an old form.' } })).status).toBe(200)
    const { docs } = (await stage.request('GET', `/api/integration-providers/versions?where[parent][equals]=${path.split('/').at(-1)}&sort=createdAt&limit=1`, { as: stage.platform })).body
    expect(docs[0].version.blocked).toBe(false)
    expect((await stage.request('POST', `/api/integration-providers/versions/${docs[0].id}`, { as: stage.platform })).status).toBe(200)
    await stage.importRows(stage.service.row({ description: 'Imported again.' }))
    expect((await ask({ kind: 'provider', method: 'GET' })).body).toMatchObject({ isCutOff: true, reason })
    expect((await call()).status).toBe(409)
    await ask({ kind: 'provider', method: 'DELETE' })
    await stage.importRows(stage.service.row())
  })

  it('counts what it stops: what holds a credential, and the tokens that may send calls', async () => {
    await stage.connected({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    await stage.connect({ account })
    await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['read'] })
    await stage.sql(`insert into patchbay.usage_buckets (connection, account, provider, source, hour, calls) values ($1, $2, 'globex', 'byo', now(), 3), ($1, $2, 'globex', 'byo', now() - interval '30 days', 50), (null, $2, 'globex', 'built_in', now(), 4), (null, $2, 'initech', 'built_in', now(), 5), (null, gen_random_uuid(), 'globex', 'built_in', now(), 1)`, [id, account.id])
    expect((await ask({ kind: 'account', method: 'GET' })).body.reach).toEqual({ accounts: 1, connections: 2, tokens: 1, calls30d: 3, builtInCalls30d: 9 })
    expect((await ask({ kind: 'connection', method: 'GET' })).body.reach).toEqual({ accounts: 1, connections: 1, tokens: 1, calls30d: 3, builtInCalls30d: 0 })
    const other = await stage.newAccount()
    await stage.connected({ account: other })
    const { reach } = (await ask({ kind: 'provider', method: 'GET' })).body
    const [all] = await stage.sql<{ accounts: number; connections: number }>(`select count(distinct account_id)::int as accounts, count(*)::int as connections, (select sum(calls)::float8 from patchbay.usage_buckets where source = 'built_in' and provider = 'globex') as "builtInCalls30d" from connections where provider = 'globex' and envelope is not null and deleted_at is null`)
    expect(reach).toMatchObject(all!)
  })
})

describe('revoking in bulk', () => {
  const revoke = async ({ kind, confirm, as = stage.platform }: { kind: 'account' | 'provider'; confirm: unknown; as?: TestActor }) => stage.request('POST', `${await paths[kind]()}/revoke-credentials`, { as, body: { confirm } })
  const slug = async () => (await stage.sql<{ slug: string }>('select slug from accounts where id = $1', [account.id]))[0]?.slug
  const rows = (where: string, values: unknown[]) => stage.sql<Record<string, unknown>>(`select * from connections where ${where}`, values)

  it('destroys every credential of an account, its private and cut-off ones too, and of no other', async () => {
    const other = await stage.newAccount()
    const { id: untouched } = await stage.connected({ account: other })
    const { id: own } = await stage.connected({ account, as: account.people.member, body: { visibility: 'private' } })
    const { body } = await stage.connect({ account })
    await ask({ kind: 'connection', method: 'POST', body: { reason } })
    expect(await revoke({ kind: 'account', confirm: await slug() })).toMatchObject({ status: 200, body: { revoked: 2 } })
    const revoked = await rows('id = any($1)', [[id, own]])
    for (const row of revoked) expect(row).toMatchObject({ status: 'revoked', envelope: null, data_key_id: null, agreed_hosts: null, masked_credential: {} })
    expect(await rows('id = $1', [body.connection.id])).toMatchObject([{ status: 'disconnected' }])
    expect(await rows('id = $1 and envelope is not null', [untouched])).toHaveLength(1)
    // Afterwards each is connected again like any revoked one.
    expect((await stage.connect({ account, body: { connectionId: own, credentialPayload: { apiKey: stage.service.goodKey() } }, as: account.people.member })).status).toBe(200)
  })

  it('writes an event for each, and one that says who did it all', async () => {
    const { id: own } = await stage.connected({ account, as: account.people.member, body: { visibility: 'private' } })
    await revoke({ kind: 'account', confirm: await slug() })
    const events = await stage.sql<Record<string, unknown>>(`select action, target_id, visible_to, actor_id from audit_events where account = $1 and action in ('connection.revoked', 'account.credentials_revoked') order by action, target_id`, [account.id])
    expect(events).toHaveLength(3)
    expect(events).toEqual(expect.arrayContaining([
      { action: 'connection.revoked', target_id: id, visible_to: null, actor_id: stage.platform.id },
      { action: 'connection.revoked', target_id: own, visible_to: account.people.member.id, actor_id: stage.platform.id },
      { action: 'account.credentials_revoked', target_id: account.id, visible_to: null, actor_id: stage.platform.id },
    ]))
  })

  it('of a provider ends it in every account, and leaves the platform’s own credential', async () => {
    await stage.importRows(stage.service.row({ key: 'leaky', name: 'Leaky' }))
    const own = stage.service.goodKey()
    await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: 'leaky', credentialPayload: { apiKey: own } } })
    const other = await stage.newAccount()
    for (const one of [account, other]) await stage.connected({ account: one, body: { provider: 'leaky' } })
    const [row] = await stage.sql<{ id: string }>(`select id from integration_providers where key = 'leaky'`)
    const answer = await stage.request('POST', `/api/integration-providers/${row?.id}/revoke-credentials`, { as: stage.platform, body: { confirm: 'leaky' } })
    expect(answer.body).toMatchObject({ revoked: 2, run: { account: null, provider: 'leaky', total: 2, unsupported: 2, queued: 0, askedBy: expect.any(String) } })
    expect(await rows(`provider = 'leaky' and envelope is not null`, [])).toEqual([])
    expect(await rows('id = $1 and envelope is not null', [id])).toHaveLength(1)
    const { getAiConfig } = await import('#src/patchbay.ts')
    expect(await getAiConfig({ account: account.id, provider: 'leaky' })).toMatchObject({ source: 'built_in' })
  })

  it('of a time takes only what was connected then, by account or provider or of all; the run and its report tell of it', async () => {
    const other = await stage.newAccount()
    const [old, mine, theirs] = [id, (await stage.connected({ account })).id, (await stage.connected({ account: other })).id]
    await stage.sql(`update connections set created_at = '2001-05-01T12:00:00Z' where id = $1`, [old])
    await stage.sql(`update connections set created_at = '2001-06-01T12:00:00Z' where id = any($1)`, [[mine, theirs]])
    const asked = { as: stage.platform, body: { confirm: await slug(), from: '2001-06-01', until: '2001-07-01' } }
    const ofAccount = await stage.request('POST', `${await paths.account()}/revoke-credentials`, asked)
    expect(ofAccount.body).toMatchObject({ revoked: 1, run: { account: { id: account.id }, from: '2001-06-01T00:00:00.000Z', until: '2001-07-01T00:00:00.000Z', total: 1 } })
    const all = await stage.request('POST', '/api/revocations', { as: stage.platform, body: { confirm: 'every account', from: '2001-05-31', until: '2001-07-01' } })
    // Whoever opens the report in a spreadsheet is to see the name, not run it.
    const formula = '=HYPERLINK("https://elsewhere.example","open, now")'
    await stage.sql('update accounts set name = $2 where id = $1', [other.id, formula])
    expect([all.status, all.body]).toMatchObject([201, { account: null, provider: null, total: 1, unsupported: 1 }])
    const backwards = await stage.request('POST', `${await paths.account()}/revoke-credentials`, { as: stage.platform, body: { confirm: await slug(), from: '2001-07-01', until: '2001-06-01' } })
    expect([backwards.status, codesOf(backwards)]).toEqual([422, ['validation_failed']])
    expect((await rows('id = any($1) order by created_at', [[old, mine, theirs]])).map((row) => row.status)).toEqual(['active', 'revoked', 'revoked'])

    expect((await stage.request('GET', '/api/revocations', { as: stage.platform })).body.runs.slice(0, 2)).toEqual([all.body, ofAccount.body.run])
    expect((await stage.request('GET', `/api/revocations/${all.body.id}`, { as: stage.platform })).body).toEqual(all.body)
    const report = await stage.request('GET', `/api/revocations/${all.body.id}/report`, { as: stage.platform })
    const [head, line, end] = report.text.split('\r\n')
    expect([report.headers.get('content-type'), head, end]).toEqual(['text/csv; charset=utf-8', 'connection,accountId,accountName,provider,authMethod,destroyedAt,atProvider,endedAt,code,manageUrl', ''])
    const name = `"'${formula.replaceAll('"', '""')}"`
    expect(line).toContain(`,${name},`)
    expect(line?.replace(name, '').split(',').filter((_, index) => ![2, 5, 7].includes(index))).toEqual([theirs, other.id, 'globex', 'api-key', 'unsupported', '', 'https://globex.example/keys'])
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no time', { confirm: 'every account' }, 'validation_failed'],
    ['half a time', { confirm: 'every account', from: '2001-01-01' }, 'validation_failed'],
    ['a time the wrong way round', { confirm: 'every account', from: '2001-01-02', until: '2001-01-01' }, 'validation_failed'],
    ['another word', { confirm: 'all', from: '2001-01-01', until: '2001-01-02' }, 'validation_failed'],
    ['what is no time', { confirm: 'every account', from: 'long ago', until: '2001-01-02' }, 'validation_failed'],
  ])('of all accounts with %s is refused', async (_what, body, code) => {
    expect([...new Set(codesOf(await stage.request('POST', '/api/revocations', { as: stage.platform, body })))]).toEqual([code])
    expect(await rows('id = $1 and envelope is not null', [id])).toHaveLength(1)
  })

  it('a run that is none is not found', async () => {
    for (const path of ['nonsense', '00000000-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000000/report']) expect(codesOf(await stage.request('GET', `/api/revocations/${path}`, { as: stage.platform }))).toEqual(['not_found'])
  })

  it('and one by one at the same moment wait for each other, and neither fails', async () => {
    const [next, held] = [(await stage.connected({ account })).id, (await stage.connected({ account })).id]
    // Comes last in its table.
    await stage.sql('update connections set updated_at = now() where id = $1', [id])
    const waiting = async (count: number) => vi.waitFor(async () => expect((await stage.sql<{ waiting: number }>(`select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`))[0]?.waiting).toBe(count))
    const other = new pg.Client({ connectionString: stage.databaseUrl })
    await other.connect()
    try {
      await other.query('begin')
      await other.query('select 1 from connections where id = $1 for update', [held])
      const bulk = revoke({ kind: 'account', confirm: await slug() })
      await waiting(1)
      // Makes `next` the default, which the bulk may hold, while it holds what the bulk comes to.
      const single = stage.request('POST', `/api/connections/${id}/revoke`, { as: account.people.owner })
      await waiting(2)
      await other.query('commit')
      expect(await bulk).toMatchObject({ status: 200, body: { revoked: 3 } })
      expect(codesOf(await single)).toEqual(['invalid_transition'])
    } finally {
      await other.end()
    }
    expect(await rows('id = any($1) and envelope is not null', [[id, next, held]])).toEqual([])
  })

  it('asks for the very name, and is the platform’s alone', async () => {
    for (const confirm of ['', 'yes', `${await slug()} `, undefined]) expect(codesOf(await revoke({ kind: 'account', confirm }))).toEqual(['validation_failed'])
    expect(codesOf(await revoke({ kind: 'account', confirm: await slug(), as: account.people.owner }))).toEqual(['forbidden'])
    expect(codesOf(await revoke({ kind: 'account', confirm: await slug(), as: stage.stranger }))).toEqual(['not_found'])
    expect(await rows('id = $1 and envelope is not null', [id])).toHaveLength(1)
  })
})
