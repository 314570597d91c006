import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAuditFilter } from '#src/engine/audit/AuditFilter.ts'
import type * as Loader from '#src/server/loadActivity.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** From where something was done: what is written down, whoever does it, and who is told. */

let server: Awaited<ReturnType<typeof startTestServer>>
let loadActivity: typeof Loader.loadActivity
let front: string
beforeAll(async () => {
  server = await startTestServer()
  ;({ loadActivity } = await import('#src/server/loadActivity.ts'))
  front = await server.openFront()
})
afterAll(() => server.stop())

const from = (address: string): Record<string, string> => ({ 'x-patchbay-address': address })
const setPolicy = ({ as, headers, mode = 'byo' }: { as: TestActor; headers: Record<string, string>; mode?: string }) =>
  server.request('PUT', '/api/integrations/routing-policies', { as, body: { workspaceId: server.a.id, provider: 'acme', mode }, headers })
const addressesOf = async (condition: string, values: unknown[] = []): Promise<(string | null)[]> =>
  (await server.sql<{ address: string | null }>(`select distinct address from audit_events where ${condition} order by address`, values)).map((row) => row.address)

describe('the trail holds', () => {
  it('the address that the front saw, whatever the client says of it', async () => {
    const { people, connections } = server.a
    const headers = { ...people.owner.headers, ...from('198.51.100.66'), 'x-forwarded-for': '198.51.100.67' }
    expect((await fetch(`${front}/api/connections/${connections.shared}/test`, { method: 'POST', headers })).status).toBe(200)
    expect(await addressesOf(`action = 'connection.tested' and target_id = $1`, [connections.shared])).toEqual(['127.0.0.1'])
    expect(await addressesOf(`address like '198.51.100.%'`)).toEqual([])
  })

  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.6', '203.0.113.6'],
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['unknown', null],
    ['=HYPERLINK("x")', null],
  ])('%s as %s', async (said, kept) => {
    const name = `Named from ${randomBytes(4).toString('hex')}`
    expectStatus(await server.request('PATCH', `/api/accounts/${server.b.id}`, { as: server.b.people.owner, body: { name }, headers: from(said) }))
    expect(await addressesOf(`action = 'account.updated' and target_label = $1`, [name])).toEqual([kept])
  })

  it('that of a change, a refusal, a revocation and an order alike', async () => {
    const { a, b, platform } = server
    const at = from('203.0.113.9')
    expect((await setPolicy({ as: a.people.owner, headers: at })).status).toBe(200)
    expect((await setPolicy({ as: a.people.viewer, headers: at })).status).toBe(403)
    expectStatus(await server.request('DELETE', `/api/connections/${a.connections.memberShared}`, { as: a.people.admin, headers: at }))
    expectStatus(await server.request('POST', `/api/accounts/${b.id}/cut-off`, { as: platform, headers: at, body: { reason: 'For a test' } }))
    const actions = await server.sql<{ action: string }>(`select distinct action from audit_events where address = '203.0.113.9' order by 1`)
    expect(actions.map((one) => one.action)).toEqual(['account.blocked', 'connection.deleted', 'request.denied', 'routing_policy.updated'])
    expectStatus(await server.request('DELETE', `/api/accounts/${b.id}/cut-off`, { as: platform, headers: at }))
  })

  it('that of a platform’s cut in its own trail alone, and not in those of the accounts that are told', async () => {
    expectStatus(await server.request('POST', `/api/integration-providers/${server.provider}/cut-off`, { as: server.platform, headers: from('203.0.113.10'), body: { reason: 'For a test' } }))
    expect(await addressesOf(`action = 'provider.blocked' and account is null`)).toEqual(['203.0.113.10'])
    expect(await addressesOf(`action = 'provider.blocked' and account is not null`)).toEqual([null])
    expectStatus(await server.request('DELETE', `/api/integration-providers/${server.provider}/cut-off`, { as: server.platform }))
  })

  it('“server code” for what the application does in process, and for keys it was handed', async () => {
    const { getAiConfig } = await import('#src/patchbay.ts')
    const { callEngine } = await import('#src/server/callEngine.ts')
    const name = `In process ${randomBytes(4).toString('hex')}`
    await server.payload.update({ collection: 'accounts', id: server.b.id, data: { name }, overrideAccess: true })
    expect(await addressesOf(`action = 'account.updated' and target_label = $1`, [name])).toEqual(['server code'])
    const { settings } = await getAiConfig({ account: server.a.id, provider: 'acme' })
    expect(settings.apiKey).toBe(server.goodKey)
    await callEngine().recorder.flush()
    expect(await addressesOf(`action = 'credential.revealed' and account = $1`, [server.a.id])).toEqual(['server code'])
  })

  it('“background” for a test that Patchbay runs by itself', async () => {
    const { callProvider } = await import('#src/patchbay.ts')
    server.upstream.turn({ status: 401 })
    await expect(callProvider({ account: server.b.id, provider: 'acme', path: '/v1/me' })).rejects.toMatchObject({ code: 'credentials_exhausted' })
    server.upstream.turn({})
    expect(await addressesOf(`action = 'connection.tested' and actor_kind = 'system'`)).toEqual(['background'])
  })

  it('“seed” for what the installation began with', async () => {
    const { seedDatabase } = await import('#src/server/seedDatabase.ts')
    await seedDatabase()
    expect(await addressesOf(`action = 'provider.created' and actor_kind = 'system'`)).toEqual(['seed'])
  })
})

describe('an address is told', () => {
  const none = parseAuditFilter(new URLSearchParams()).filter
  type Told = { page: string[]; api: string[]; csv: string[] }

  /** The addresses that somebody is told, by each of the three ways. */
  async function told(as: TestActor, account = server.a.id): Promise<Told> {
    const page = as.kind === 'user' ? (await loadActivity({ account, user: as.id, filter: none, place: null, pageSize: 1000 })).events.map((one) => one.address) : []
    const { docs } = expectStatus(await server.request('GET', `/api/audit-events?limit=200&where[account][equals]=${account}`, { as })).body
    const { text } = await server.request('GET', `/api/audit-events/export?account=${account}`, { as })
    const distinct = (all: (string | null | undefined)[]): string[] => [...new Set(all.filter((one): one is string => Boolean(one?.startsWith('192.0.2.'))))].sort()
    return { page: distinct(page), api: distinct(docs.map((doc: { address?: string }) => doc.address)), csv: distinct(text.split('\r\n').map((line) => line.split(',').at(-1))) }
  }
  const all = (addresses: string[]): Told => ({ page: addresses, api: addresses, csv: addresses })

  beforeAll(async () => {
    const { people } = server.a
    for (const [index, as] of [people.owner, people.admin].entries()) expectStatus(await setPolicy({ as, headers: from(`192.0.2.${index + 1}`), mode: index === 0 ? 'built_in' : 'auto' }))
    for (const [index, as] of [people.member, people.viewer].entries()) expect((await setPolicy({ as, headers: from(`192.0.2.${index + 3}`) })).status).toBe(403)
    // Shown to everybody of the account, so that what keeps the address back is not that the event is kept back.
    await server.sql(`update audit_events set visible_to = null where address like '192.0.2.%'`)
    await server.sql(`insert into audit_events (account, action, actor_kind, outcome, target_type, target_id, address, created_at) values ($1, 'user.password_changed', 'anonymous', 'done', 'user', $2, '192.0.2.50', now())`, [server.a.id, people.member.id])
    await server.sql(`insert into audit_events (account, action, actor_kind, outcome, address, created_at) values ($1, 'account.updated', 'system', 'done', '192.0.2.99', now())`, [server.b.id])
  })

  it('to those who manage the account, of everything done in it; not of how a member signs in', async () => {
    const done = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']
    expect(await told(server.a.people.owner)).toEqual(all(done))
    expect(await told(server.a.people.admin)).toEqual(all(done))
    expect(await told(server.a.tokens.manage)).toEqual({ ...all(done), page: [] })
  })

  it('to members and viewers, of what they did themselves and of their own sign-in', async () => {
    expect(await told(server.a.people.member)).toEqual(all(['192.0.2.3', '192.0.2.50']))
    expect(await told(server.a.people.viewer)).toEqual(all(['192.0.2.4']))
    expect(await told(server.a.tokens.read)).toEqual(all([]))
  })

  it('to the platform, of every account; to nobody of another account', async () => {
    expect(await told(server.platform)).toEqual(all(['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.50']))
    expect(await told(server.platform, server.b.id)).toEqual(all(['192.0.2.99']))
    expect(await told(server.b.people.owner)).toEqual(all([]))
  })

  it('not by asking for it without what it is judged by', async () => {
    for (const names of [['address'], ['address', 'account'], ['address', 'account', 'actorId'], ['address', 'account', 'targetId']]) {
      const query = names.map((name) => `select[${name}]=true`).join('&')
      const { docs } = expectStatus(await server.request('GET', `/api/audit-events?limit=200&where[account][equals]=${server.a.id}&${query}`, { as: server.a.people.owner })).body
      expect([names, docs.map((doc: { address?: string }) => doc.address)]).not.toEqual([names, expect.arrayContaining(['192.0.2.50'])])
    }
  })

  it('not by asking for it or sorting by it either', async () => {
    for (const query of ['where[address][equals]=192.0.2.1', 'where[or][0][address][like]=192', 'sort=address', 'sort=-address']) {
      for (const as of [server.a.people.owner, server.a.people.member, server.a.tokens.read]) expect([query, (await server.request('GET', `/api/audit-events?${query}`, { as })).status]).not.toEqual([query, 200])
    }
  })
})
