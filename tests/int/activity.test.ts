import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActivityPage, ActivityPlace } from '#src/engine/audit/ActivityPage.ts'
import { type AuditFilter, parseAuditFilter } from '#src/engine/audit/AuditFilter.ts'
import type * as Loader from '#src/server/loadActivity.ts'
import { auditActions } from '#src/engine/audit/auditActions.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** The page Activity shows the same trail as the API, cut to one account, and filters and pages it. */

let server: Awaited<ReturnType<typeof startTestServer>>
let loadActivity: typeof Loader.loadActivity
beforeAll(async () => {
  server = await startTestServer()
  ;({ loadActivity } = await import('#src/server/loadActivity.ts'))
  const { a } = server
  const add = (action: string, more: string, visibleTo: string | null = null) =>
    server.sql(`insert into audit_events (account, action, actor_kind, outcome, changed, visible_to, target_type, target_id, provider, code, created_at) values ($1, $2, 'system', ${more}, now())`, [a.id, action, visibleTo])
  await add('credential.revealed', `'done', '[]', $3, 'connection', '${a.connections.memberPrivate}', 'acme', null`, a.people.member.id)
  await add('connection.tested', `'failed', '[]', $3, 'connection', '${a.connections.shared}', 'acme', 'credential_rejected'`)
  expect((await server.request('PUT', '/api/integrations/routing-policies', { as: a.people.viewer, body: { workspaceId: a.id, provider: 'acme', mode: 'byo' } })).status).toBe(403)
})
afterAll(() => server.stop())

const none = parseAuditFilter(new URLSearchParams()).filter
type Ask = { as: TestActor; account?: string; filter?: Partial<AuditFilter>; place?: ActivityPlace | null; pageSize?: number }
const load = ({ as, account = server.a.id, filter = {}, place = null, pageSize = 1000 }: Ask): Promise<ActivityPage> => loadActivity({ account, user: as.id, filter: { ...none, ...filter }, place, pageSize })
const idsOf = (page: ActivityPage): string[] => page.events.map((event) => event.id)

async function idsByApi({ as, account }: { as: TestActor; account: string }): Promise<string[]> {
  const { docs, hasNextPage } = expectStatus(await server.request('GET', `/api/audit-events?limit=200&where[account][equals]=${account}`, { as })).body
  expect(hasNextPage).toBe(false)
  return docs.map((doc: { id: string }) => doc.id).sort()
}

describe('who sees what', () => {
  it.each(['owner', 'admin', 'member', 'viewer'] as const)('the %s sees what the API shows them', async (role) => {
    for (const account of [server.a, server.b]) {
      const page = await load({ as: account.people[role], account: account.id })
      expect(idsOf(page).sort()).toEqual(await idsByApi({ as: account.people[role], account: account.id }))
      expect(page.total).toBe(page.events.length)
      expect(page.events.length).toBeGreaterThan(5)
    }
  })

  it('the platform admin sees what the API shows them', async () => {
    expect(idsOf(await load({ as: server.platform })).sort()).toEqual(await idsByApi({ as: server.platform, account: server.a.id }))
  })

  it('somebody of another account sees nothing, and no names to filter by', async () => {
    for (const as of [server.b.people.owner, server.actors.stranger as TestActor, server.removed]) {
      expect(await load({ as })).toEqual({ events: [], total: 0, hasNewer: false, hasOlder: false, choices: { actors: [], kinds: [], providers: [], connections: [] } })
    }
  })

  it('a private connection is its owner’s and the admins’ alone, also among the choices and by its id', async () => {
    const { people, connections } = server.a
    const sees = async (as: TestActor, connection: string) => {
      const page = await load({ as, filter: { connection } })
      return [page.events.length > 0, page.total > 0, (await load({ as })).choices.connections.some((one) => one.id === connection)]
    }
    const all = [true, true, true]
    const nothing = [false, false, false]
    for (const as of [people.owner, people.admin, people.member]) expect(await sees(as, connections.memberPrivate)).toEqual(all)
    expect(await sees(people.viewer, connections.memberPrivate)).toEqual(nothing)
    expect(await sees(people.member, connections.ownerPrivate)).toEqual(nothing)
    expect(await sees(people.admin, connections.ownerPrivate)).toEqual(all)
  })

  it('a hand-over of a private key to server code is told to its owner', async () => {
    const reveals = async (as: TestActor) => (await load({ as, filter: { kind: 'reveals' } })).events.length
    expect([await reveals(server.a.people.member), await reveals(server.a.people.owner), await reveals(server.a.people.viewer)]).toEqual([1, 1, 0])
  })

  it('a denial is told to whom it met and to admins, with its reason', async () => {
    const denials = async (as: TestActor) => (await load({ as, filter: { kind: 'denials', actor: server.a.people.viewer.id } })).events.map(({ outcome, code }) => [outcome, code])
    expect(await denials(server.a.people.viewer)).toEqual([['denied', 'forbidden']])
    expect(await denials(server.a.people.admin)).toEqual([['denied', 'forbidden']])
    expect(await denials(server.a.people.member)).toEqual([])
  })

  it('leads to connections that are there and no others', async () => {
    const { people, connections } = server.a
    const leads = async (as: TestActor, connection: string) => new Set((await load({ as, filter: { connection } })).events.filter((one) => one.target.type === 'connection').map((one) => one.target.isThere))
    expect(await leads(people.viewer, connections.shared)).toEqual(new Set([true]))
    expect(await leads(people.viewer, connections.trashed)).toEqual(new Set([false]))
  })

  it('names the member whom a change of members was about', async () => {
    const { events } = await load({ as: server.a.people.viewer, filter: { kind: 'people' } })
    expect(events.filter((one) => one.action === 'membership.created').map((one) => one.target.label)).toEqual(expect.arrayContaining([server.a.people.member.label, server.a.people.viewer.label]))
  })

  it('writes no action that has no kind', async () => {
    const rows = await server.sql<{ action: string }>('select distinct action from audit_events')
    expect(rows.map(({ action }) => action).filter((action) => !(Object.values(auditActions).flat() as string[]).includes(action))).toEqual([])
  })
})

describe('filters', () => {
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

  it('choose by person, kind, provider and connection', async () => {
    const { people, connections } = server.a
    const { events: all } = await load({ as: people.owner })
    const expected = (test: (one: (typeof all)[number]) => boolean) => all.filter(test).map((one) => one.id)
    const found = async (filter: Partial<AuditFilter>) => idsOf(await load({ as: people.owner, filter }))
    const cases: [Partial<AuditFilter>, string[]][] = [
      [{ actor: people.admin.id }, expected((one) => one.actor.id === people.admin.id)],
      [{ actor: 'system' }, expected((one) => one.actor.kind === 'system')],
      [{ kind: 'tokens' }, expected((one) => one.action.startsWith('api_token.'))],
      [{ kind: 'tests' }, expected((one) => one.action === 'connection.tested')],
      [{ provider: 'acme' }, expected((one) => one.provider === 'acme')],
      [{ connection: connections.shared }, expected((one) => one.target.id === connections.shared)],
      [{ connection: connections.shared, kind: 'tests' }, expected((one) => one.target.id === connections.shared && one.action === 'connection.tested')],
    ]
    for (const [filter, ids] of cases) {
      expect(ids.length, JSON.stringify(filter)).toBeGreaterThan(0)
      expect(ids.length, JSON.stringify(filter)).toBeLessThan(all.length)
      expect(await found(filter)).toEqual(ids)
    }
  })

  it('choose whole days in UTC, both ends included', async () => {
    const as = server.b.people.owner
    const [row] = await server.sql<{ id: string }>(`insert into audit_events (account, action, actor_kind, outcome, created_at) values ($1, 'account.updated', 'system', 'done', '2026-03-05T23:59:59.999Z') returning id`, [server.b.id])
    const found = async (from: string | null, to: string | null) => idsOf(await load({ as, account: server.b.id, filter: { from, to } })).includes(row?.id ?? '')
    expect([await found('2026-03-05', '2026-03-05'), await found(null, '2026-03-04'), await found('2026-03-06', null), await found(null, '2026-03-05'), await found('2026-03-05', null)]).toEqual([true, false, false, true, true])
  })

  it('offer what occurs', async () => {
    const { choices } = await load({ as: server.a.people.owner })
    expect(choices.kinds).toEqual(expect.arrayContaining(['connections', 'people', 'tokens', 'denials', 'reveals', 'tests']))
    expect(choices.kinds).not.toContain('platform')
    expect(choices.providers).toContainEqual({ key: 'acme', name: 'Acme' })
    expect(choices.actors).toContainEqual({ id: server.a.people.admin.id, kind: 'user', label: server.a.people.admin.label })
  })

  it('of the CSV are the page’s, by the same words', async () => {
    const as = server.a.people.member
    const queries = ['', 'kind=connections', 'kind=denials', 'provider=acme', 'actor=system', `actor=${server.a.people.owner.id}`, `connection=${server.a.connections.memberPrivate}`, `connection=${server.a.connections.ownerPrivate}`, `from=${day(0)}`, `to=${day(-1)}`, `kind=people&from=${day(-1)}&to=${day(1)}`]
    for (const query of queries) {
      const page = await load({ as, filter: parseAuditFilter(new URLSearchParams(query)).filter })
      const { text, status } = await server.request('GET', `/api/audit-events/export?account=${server.a.id}&${query}`, { as })
      expect([status, text.trim().split('\r\n').length - 1], query).toEqual([200, page.total])
    }
  })

  it.each(['actor=x', 'kind=constructor', 'provider=A', 'connection=1', 'from=2026-02-30', 'to=now', 'from=%00'])('the CSV refuses %s, which would give more than was asked for', async (query) => {
    const { status, body } = await server.request('GET', `/api/audit-events/export?account=${server.a.id}&${query}`, { as: server.a.people.owner })
    expect([status, body.errors[0].code, body.errors[0].field]).toEqual([422, 'validation_failed', query.split('=')[0]])
  })
})

describe('pages', () => {
  const place = (side: 'before' | 'after', event: { at: string; id: string } | undefined): ActivityPlace => ({ side, at: event?.at ?? '', id: event?.id ?? '' })

  it('show everything once, down and up, also events of one moment', async () => {
    const { people, id } = server.b
    await server.sql(`insert into audit_events (account, action, actor_kind, outcome, created_at) select $1, 'account.updated', 'system', 'done', '2026-02-02T02:02:02.002Z' from generate_series(1, 9)`, [id])
    const as = people.owner
    const all = idsOf(await load({ as, account: id }))
    const down: ActivityPage[] = []
    for (let at: ActivityPlace | null = null; ; at = place('before', down.at(-1)?.events.at(-1))) {
      down.push(await load({ as, account: id, place: at, pageSize: 4 }))
      expect(down.at(-1)?.hasNewer).toBe(at !== null)
      if (!down.at(-1)?.hasOlder) break
    }
    expect(down.flatMap(idsOf)).toEqual(all)
    expect(down.length).toBe(Math.ceil(all.length / 4))

    const up = await load({ as, account: id, place: place('after', down[3]?.events[0]), pageSize: 4 })
    expect([idsOf(up), up.hasNewer, up.hasOlder]).toEqual([idsOf(down[2] as ActivityPage), true, true])
    const top = await load({ as, account: id, place: place('after', down[1]?.events[0]), pageSize: 4 })
    expect([idsOf(top), top.hasNewer, top.hasOlder]).toEqual([idsOf(down[0] as ActivityPage), false, true])
  })

  it('keep their events when new ones arrive', async () => {
    const { people, id } = server.b
    const as = people.owner
    const first = await load({ as, account: id, pageSize: 3 })
    const second = place('before', first.events.at(-1))
    const before = idsOf(await load({ as, account: id, place: second, pageSize: 3 }))
    await server.sql(`insert into audit_events (account, action, actor_kind, outcome, created_at) values ($1, 'account.updated', 'system', 'done', now())`, [id])
    expect(idsOf(await load({ as, account: id, place: second, pageSize: 3 }))).toEqual(before)
  })
})
