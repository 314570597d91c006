import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer } from '#tests/support/startServer.ts'

/** What the Marketplace's pages are given: how much, in how many statements, and for whom. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const load = async (as = server.a.people.owner, account = server.a.id) => (await import('#src/server/loadMarketplace.ts')).loadMarketplace({ account, user: as.id })
const loadPage = async (key: string, as = server.a.people.owner, account = server.a.id) => (await import('#src/server/loadProvider.ts')).loadProvider({ key, account, user: as.id })
async function save(row: Record<string, unknown>): Promise<void> {
  const { body } = expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [{ ...server.row, ...row }] } }))
  expect(body.results).toMatchObject([{ problems: [] }])
}

/** Many at once by SQL: checking and compiling each is not what this is about. */
const saveMany = (count: number) => server.sql(
  `with made as (insert into integration_providers (key, name, category, description, status, logo_slug, auth_methods, compiled)
     select 'many-' || n, 'Service number ' || n, 'Category ' || n % 20, $2, 'live', 'github', auth_methods, compiled from integration_providers, generate_series(1, $1) n where key = 'acme' returning id, name)
   insert into integration_providers_texts ("order", parent_id, path, text) select k, id, 'keywords', 'keyword ' || k || ' of ' || name from made, generate_series(1, 3) k`,
  [count, 'Sends, receives and tracks whatever teams of any size want sent, received and tracked, by an API that is documented.'],
)

/** Statements that `work` sends through the pool of the pages. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const { pool } = (await import('#src/server/runtime.ts')).runtime()
  const query = pool.query
  let count = 0
  pool.query = ((...args: unknown[]) => {
    count += 1
    return (query as (...given: unknown[]) => unknown).apply(pool, args)
  }) as typeof pool.query
  try {
    await work()
  } finally {
    pool.query = query
  }
  return count
}

describe('a card', () => {
  it('counts only what this member may see, and tells no names', async () => {
    const acme = async (as: typeof server.platform) => (await load(as)).cards.find((card) => card.key === 'acme')
    expect((await acme(server.a.people.owner))?.connections).toHaveLength(4)
    expect((await acme(server.a.people.member))?.connections).toHaveLength(3)
    expect((await acme(server.a.people.viewer))?.connections).toEqual([{ status: 'active', lastUsedAt: null }, { status: 'active', lastUsedAt: null }])
  })

  it('is there for what can be connected or is coming, and for the rest only where there is a connection', async () => {
    for (const status of ['hidden', 'deprecated', 'coming_soon', 'live']) await save({ key: `is-${status.replace('_', '-')}`, name: status, status, ...(status === 'deprecated' ? { replacedBy: 'acme' } : {}) })
    const { cards } = await load()
    expect(cards.map((card) => card.key).filter((key) => key.startsWith('is-'))).toEqual(['is-coming-soon', 'is-live'])
    await save({ key: 'acme', status: 'hidden' })
    expect((await load()).cards.some((card) => card.key === 'acme')).toBe(true)
    await save({ key: 'acme' })
  })

  it('has its place from the settings of the Marketplace first, then from its row', async () => {
    await save({ key: 'rated', name: 'Rated', featured: 7 })
    expectStatus(await server.request('POST', '/api/globals/marketplace', { as: server.platform, body: { featured: ['is-live', 'acme', 'gone'], categoryOrder: ['Test', 'Email'] } }))
    const { cards, featured, categoryOrder } = await load()
    expect(Object.fromEntries(cards.map((card) => [card.key, card.featured]))).toMatchObject({ 'is-live': 0, acme: 1, rated: 10, 'is-coming-soon': null })
    expect([featured, categoryOrder]).toEqual([3, ['Test', 'Email']])
  })

  it('says what is newest, and how one signs in', async () => {
    const { cards } = await load()
    const newest = cards.toSorted((one, other) => one.newest - other.newest).map((card) => card.key)
    expect([newest[0], newest.at(-1)]).toEqual(['rated', 'acme'])
    expect(cards.find((card) => card.key === 'acme')?.signIn).toEqual(['key'])
  })
})

describe('a provider’s page', () => {
  it('names who made each connection and when, and gives an owner’s id to nobody for a connection they may not see', async () => {
    const own = await loadPage('acme')
    expect(own?.connections.map((one) => [one.displayName, one.owner?.name, one.isPrivate])).toEqual([
      ['aurora shared', 'aurora owner', false], ['aurora by a member', 'aurora member', false], ['aurora private of the owner', 'aurora owner', true], ['aurora private of the member', 'aurora member', true],
    ])
    expect(Date.parse(own?.connections[0]?.createdAt ?? '')).toBeGreaterThan(Date.now() - 600_000)
    expect(JSON.stringify(await loadPage('acme', server.a.people.viewer))).not.toContain('private')
  })

  it('is absent for a hidden provider without connections, and for one that is not there', async () => {
    expect([await loadPage('is-hidden'), await loadPage('nope'), (await loadPage('is-deprecated'))?.status]).toEqual([null, null, 'deprecated'])
  })

  it('tells the status page, the last change and the scopes a key needs', async () => {
    const [method] = server.row.authMethods as object[]
    await save({ key: 'scoped', name: 'Scoped', statusUrl: 'https://status.acme.example/', authMethods: [{ ...method, requiredScopes: ['mail.send'] }] })
    const detail = await loadPage('scoped')
    expect(detail).toMatchObject({ statusUrl: 'https://status.acme.example/', authMethods: [{ scopes: ['mail.send'], sends: [{ in: 'header', name: 'Authorization' }] }] })
    expect(Date.parse(detail?.changedAt ?? '')).toBeGreaterThan(Date.now() - 600_000)
  })

  it('names the people to ask, owners first', async () => {
    const { loadAccountAdmins } = await import('#src/server/loadAccountAdmins.ts')
    expect(await loadAccountAdmins(server.a.id)).toEqual(['aurora owner', 'aurora admin'])
  })
})

describe('a thousand rows', () => {
  it('cost as many statements as one, and a small page', async () => {
    const before = await countStatements(() => load())
    await saveMany(1_000)
    expect(await countStatements(() => load())).toBe(before)
    expect(before).toBe(4)
    const { cards } = await load()
    expect(cards.length).toBeGreaterThan(1_000)
    // Icons go by address: their drawings alone would be a megabyte.
    expect(JSON.stringify(cards).length / cards.length).toBeLessThan(500)
    expect(await countStatements(() => loadPage('many-7'))).toBeLessThanOrEqual(3)
  })
})

describe('a name of 200 letters', () => {
  it('is refused with the place and the reason; one of 80 in any script is shown as it is', async () => {
    const refused = await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [{ ...server.row, key: 'long', name: 'x'.repeat(200) }] } })
    expect(refused.body.results).toMatchObject([{ action: 'refused', problems: [{ path: 'name', reason: expect.stringContaining('80') }] }])
    for (const [key, name] of [['rtl', 'שירות החשבוניות של ישראל'], ['emoji', '👩‍💻🚀 Rockets'], ['wide', 'W'.repeat(80)]]) {
      await save({ key, name })
      expect((await load()).cards.find((card) => card.key === key)?.name).toBe(name)
    }
  })
})
