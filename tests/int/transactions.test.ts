import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { emptyUsage } from '#src/engine/usage/emptyUsage.ts'
import { codesOf } from '#tests/support/startStage.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor, type TestAnswer } from '#tests/support/startServer.ts'

/** What is answered as saved is saved, and nobody's change undoes another's. */

let server: Awaited<ReturnType<typeof startTestServer>>

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

describe('the pool of the database adapter', () => {
  // Bundled and minified, one that extends it was taken for a single client, and no transaction held what ran in it
  // (tests/e2e/manyAtOnce.spec.ts shows that on a built app).
  it('is of a class that Drizzle knows for a pool whatever a build makes of names', () => {
    const { pool } = server.payload.db as unknown as { pool: pg.Pool }
    expect(Object.getPrototypeOf(pool).constructor.name).toBe(Object.getPrototypeOf(new pg.Pool()).constructor.name)
    expect(pool.listenerCount('error')).toBeGreaterThan(0)
  })
})

describe('a commit that the database refuses', () => {
  const onCommit = async (body: string, work: () => Promise<void>): Promise<void> => {
    await server.sql(`create function fail_at_commit() returns trigger language plpgsql as $$ begin ${body} return null; end $$`)
    await server.sql('create constraint trigger fail_at_commit after insert or update on accounts deferrable initially deferred for each row execute function fail_at_commit()')
    try {
      await work()
    } finally {
      await server.sql('drop function fail_at_commit cascade')
    }
  }
  const nameOf = async () => (await server.sql('select name from accounts where id = $1', [server.a.id]))[0]?.name

  it.each([
    ['a deferred check fails', `raise exception 'not kept';`],
    ['the session is cut', 'perform pg_terminate_backend(pg_backend_pid());'],
  ])('is answered 503, not 200: %s', async (_name, body) => {
    const before = await nameOf()
    await onCommit(body, async () => {
      const answer = await server.request('PATCH', `/api/accounts/${server.a.id}`, { as: server.a.people.owner, body: { name: 'Never kept' } })
      expect(answer).toMatchObject({ status: 503, body: { errors: [{ code: 'database_unavailable', retryable: true }] } })
      const created = await server.request('POST', '/api/accounts', { as: server.platform, body: { name: 'Never made', slug: 'never-made' } })
      expect(codesOf(created)).toEqual(['database_unavailable'])
    })
    expect(await nameOf()).toBe(before)
    expect(await server.sql(`select 1 from accounts where slug = 'never-made'`)).toEqual([])
    expect((await server.request('PATCH', `/api/accounts/${server.a.id}`, { as: server.a.people.owner, body: { name: before } })).status).toBe(200)
  })

  it('also where a failed statement was caught and Postgres turns COMMIT into a rollback', async () => {
    const { createLocalReq } = await import('payload')
    const { inTransaction } = await import('#src/server/stores/inTransaction.ts')
    const { sql, sqlOf } = await import('#src/server/stores/sqlOf.ts')
    const req = await createLocalReq({}, server.payload)
    const saving = inTransaction({ req, work: () => sqlOf({ req, query: sql`select 1 / 0` }).catch(() => []) })
    await expect(saving).rejects.toMatchObject({ code: 'database_unavailable' })
  })
})

const sessionsOf = async (user: { id: string }) => (await server.sql<{ id: string }>('select id from users_sessions where _parent_id = $1', [user.id])).map((row) => row.id).sort()
type Runs = { sql(text: string, values: unknown[]): Promise<unknown> }
const addSession = ({ sql }: Runs, { user, id, expires }: { user: { id: string }; id: string; expires: string }) =>
  sql(`insert into users_sessions (_order, _parent_id, id, created_at, expires_at) select count(*) + 1, $1, $2, now() - interval '1 day', now() + $3::interval from users_sessions where _parent_id = $1`, [user.id, id, expires])

describe('two changes of one row at once', () => {
  const rounds = 12
  type Change = { path: string; as: TestActor; body: Record<string, unknown>; verb?: { method: string; path: string; body: Record<string, unknown> } }
  /** Both are kept, in whichever order they arrive. */
  const expectBothKept = async ({ table, id, first, second, reset }: { table: string; id: string; first: Change; second: Change; reset: Record<string, unknown> }): Promise<void> => {
    const undone: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (const [column, value] of Object.entries(reset)) await server.sql(`update ${table} set ${column} = $1 where id = $2`, [value, id])
      const send = ({ path, as, body, verb }: Change) => (verb === undefined ? server.request('PATCH', path, { as, body }) : server.request(verb.method, verb.path, { as, body: verb.body }))
      const mine = { ...second, body: Object.fromEntries(Object.entries(second.body).map(([name, value]) => [name, typeof value === 'string' ? `${value} ${round}` : value])) }
      const answers = await Promise.all(round % 2 === 0 ? [send(first), send(mine)] : [send(mine), send(first)])
      expect(answers.map((one) => one.status)).toEqual([200, 200])
      const read = (await server.request('GET', second.path, { as: server.platform })).body
      if (Object.entries({ ...first.body, ...mine.body }).some(([name, value]) => read[name] !== value)) undone.push(round)
    }
    expect(undone).toEqual([])
    if (first.verb !== undefined) return void expectStatus(await server.request('DELETE', first.verb.path, { as: server.platform }))
    const undo = Object.fromEntries(Object.entries(first.body).map(([name, value]) => [name, typeof value === 'boolean' ? !value : value]))
    expectStatus(await server.request('PATCH', first.path, { as: server.platform, body: undo }))
  }

  /** Its own verb, and what can be read afterwards. */
  const cutOff = (path: string): Change => ({ path, as: server.platform, body: { blocked: true }, verb: { method: 'POST', path: `${path}/cut-off`, body: { reason: 'For a test' } } })

  it('the platform cuts an account off while its owner renames it', () => {
    const path = `/api/accounts/${server.a.id}`
    return expectBothKept({ table: 'accounts', id: server.a.id, reset: { blocked: false }, first: cutOff(path), second: { path, as: server.a.people.owner, body: { name: 'Renamed' } } })
  })

  it('a provider is cut off while its description is edited', () => {
    const path = `/api/integration-providers/${server.provider}`
    return expectBothKept({ table: 'integration_providers', id: server.provider, reset: { blocked: false }, first: cutOff(path), second: { path, as: server.platform, body: { description: 'Edited' } } })
  })

  it('a built-in credential is switched off while its daily limit is edited', () => {
    const path = `/api/built-in-credentials/${server.builtIn}`
    return expectBothKept({ table: 'built_in_credentials', id: server.builtIn, reset: { enabled: true }, first: { path, as: server.platform, body: { enabled: false } }, second: { path, as: server.platform, body: { dailyCalls: 7 } } })
  })

  it('a platform admin is demoted while they rename themself', async () => {
    const admin = await server.makeUser({ platformRole: 'admin' })
    const path = `/api/users/${admin.id}`
    await expectBothKept({ table: 'users', id: admin.id, reset: { platform_role: 'admin' }, first: { path, as: server.platform, body: { platformRole: 'none' } }, second: { path, as: admin, body: { name: 'Renamed' } } })
  })

  it('a platform admin is demoted while they sign in', async () => {
    const [email, password] = ['admin-signing-in@example.test', randomBytes(12).toString('hex')]
    const id = expectStatus(await server.request('POST', '/api/users', { as: server.platform, body: { email, password, platformRole: 'admin' } })).body.doc.id as string
    for (let round = 0; round < rounds; round += 1) {
      await server.sql(`update users set platform_role = 'admin' where id = $1`, [id])
      const headers = { 'x-patchbay-address': `192.0.2.${round}` }
      const signingIn = server.request('POST', '/api/users/login', { body: { email, password }, headers })
      // At another moment of the sign-in in each round.
      await new Promise((resolve) => setTimeout(resolve, round * 4))
      const [demoted, signedIn] = await Promise.all([server.request('PATCH', `/api/users/${id}`, { as: server.platform, body: { platformRole: 'none' } }), signingIn])
      expect([demoted.status, signedIn.status]).toEqual([200, 200])
      expect((await server.sql('select platform_role from users where id = $1', [id]))[0]).toEqual({ platform_role: 'none' })
    }
    expect(await server.sql('select id from users_sessions where _parent_id = $1', [id])).toHaveLength(rounds)
  })

  it('several sign-ins of one person at once all hold', async () => {
    const [email, password] = ['many-places@example.test', randomBytes(12).toString('hex')]
    const id = expectStatus(await server.request('POST', '/api/users', { as: server.platform, body: { email, password } })).body.doc.id as string
    const answers = await Promise.all([1, 2, 3, 4].map((place) => server.request('POST', '/api/users/login', { body: { email, password }, headers: { 'x-patchbay-address': `198.51.100.${place}` } })))
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200])
    for (const { body } of answers) {
      const me = await server.request('GET', '/api/users/me', { headers: { authorization: `JWT ${body.token}` } })
      expect(me.body.user?.id).toBe(id)
    }
    const [first] = answers
    expect((await server.request('POST', '/api/users/logout', { headers: { authorization: `JWT ${first?.body.token}` } })).status).toBe(200)
    expect(await server.sql('select id from users_sessions where _parent_id = $1', [id])).toHaveLength(3)
  })

  it('a session that is prolonged undoes no sign-in and no sign-out of that moment, and drops what has expired', async () => {
    const user = await server.makeUser()
    const [own] = await sessionsOf(user)
    await addSession(server, { user, id: 'expired', expires: '-1 second' })
    await addSession(server, { user, id: 'ended', expires: '1 hour' })
    const other = new pg.Client({ connectionString: server.databaseUrl })
    await other.connect()
    try {
      await other.query('begin')
      await other.query('select 1 from users where id = $1 for no key update', [user.id])
      const prolonging = server.request('POST', '/api/users/refresh-token', { as: user })
      await vi.waitFor(async () => expect(await server.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toHaveLength(1), { timeout: 10_000 })
      await addSession({ sql: (text, values) => other.query(text, values) }, { user, id: 'begun', expires: '1 hour' })
      await other.query(`delete from users_sessions where _parent_id = $1 and id = 'ended'`, [user.id])
      await other.query('commit')
      expect((await prolonging).status).toBe(200)
    } finally {
      await other.end()
    }
    expect(await sessionsOf(user)).toEqual(['begun', own].sort())
  })

  it('a sign-in drops the sessions that have expired', async () => {
    const [email, password] = ['long-ago@example.test', randomBytes(12).toString('hex')]
    const user = expectStatus(await server.request('POST', '/api/users', { as: server.platform, body: { email, password } })).body.doc as { id: string }
    for (const [id, expires] of [['expired', '-1 second'], ['open', '1 hour']] as const) await addSession(server, { user, id, expires })
    expect((await server.request('POST', '/api/users/login', { body: { email, password } })).status).toBe(200)
    const left = await sessionsOf(user)
    expect([left.length, left.includes('open'), left.includes('expired')]).toEqual([2, true, false])
  })

  it('settings of the platform, two people, two fields', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const names = { platformName: `Name ${round}`, supportContact: `support-${round}@example.test` }
      const answers = await Promise.all(Object.entries(names).map(([name, value]) => server.request('POST', '/api/globals/platform-settings', { as: server.platform, body: { [name]: value } })))
      expect(answers.map((one) => one.status)).toEqual([200, 200])
      expect((await server.request('GET', '/api/globals/platform-settings', { as: server.platform })).body).toMatchObject(names)
    }
  })

  it('an account deleted while roles in it change: no deadlock', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = expectStatus(await server.request('POST', '/api/accounts', { as: server.platform, body: { name: 'Short', slug: `short-${round}` } })).body.doc.id as string
      const owner = await server.makeUser()
      const other = await server.makeUser()
      expectStatus(await server.request('POST', '/api/memberships', { as: server.platform, body: { account: id, user: owner.id, role: 'owner' } }))
      const membership = expectStatus(await server.request('POST', '/api/memberships', { as: owner, body: { account: id, user: other.id, role: 'admin' } })).body.doc.id as string
      const [role, removal] = await Promise.all([
        server.request('PATCH', `/api/memberships/${membership}`, { as: owner, body: { role: 'viewer' } }),
        server.request('DELETE', `/api/accounts/${id}`, { as: server.platform }),
      ])
      expect(removal.status).toBe(200)
      expect([200, 403, 404]).toContain(role.status)
    }
  })
})

describe('two that would wait for each other', () => {
  /** A session beside the server's, with an open transaction. */
  const inSession = async (work: (client: pg.Client) => Promise<void>): Promise<void> => {
    const client = new pg.Client({ connectionString: server.databaseUrl })
    await client.connect()
    try {
      await client.query('begin')
      await work(client)
    } finally {
      await client.end()
    }
  }
  const isWaiting = (count: number) => vi.waitFor(async () => expect(await server.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toHaveLength(count), { timeout: 10_000 })
  const free = async (ids: string[]) => (await server.sql<{ id: string }>('select id from connections where id = any($1::uuid[]) for update skip locked', [ids])).map((row) => row.id).sort()

  it('restoring waits for the account’s defaults before it holds the row', async () => {
    const { a } = server
    let restoring: Promise<TestAnswer> | undefined
    await inSession(async (client) => {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`${a.id} acme`])
      restoring = server.request('POST', `/api/connections/${a.connections.trashed}/restore`, { as: a.people.owner })
      await isWaiting(1)
      expect(await free([a.connections.trashed])).toEqual([a.connections.trashed])
    })
    expect((await restoring)?.status).toBe(200)
  })

  it('uses are written in one order of rows', async () => {
    const { flushUsage } = await import('#src/server/stores/flushUsage.ts')
    const { runtime } = await import('#src/server/runtime.ts')
    const ids = Object.values(server.a.connections).sort()
    const [lowest, ...others] = ids as [string, ...string[]]
    // So that the order of the table is another than that of the ids.
    await server.sql('update connections set sort_order = sort_order where id = $1', [lowest])
    let writing: Promise<void> | undefined
    await inSession(async (client) => {
      await client.query('select 1 from connections where id = $1 for update', [lowest])
      writing = flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [...ids].reverse().map((connection) => ({ connection, account: server.a.id, provider: 'acme', hour: 0, lastAt: Date.now(), by: { kind: 'server' }, counts: { ...emptyUsage(), calls: 2 } })) })
      await isWaiting(1)
      expect(await free(others)).toEqual(others)
    })
    await writing
    expect(await server.sql('select 1 from connections where id = any($1::uuid[]) and last_used_at is not null', [ids])).toHaveLength(ids.length)
  })
})

describe('uses that the database does not take', () => {
  const reveals = async () => Number((await server.sql(`select count(*) from audit_events where action = 'credential.revealed'`))[0]?.count)
  const calls = async () => Number((await server.sql('select coalesce(sum(handed_out), 0) as sum from patchbay.usage_buckets'))[0]?.sum)

  it.each([
    ['reveals', 'audit_events'],
    ['calls', 'patchbay.usage_buckets'],
  ])('are kept and written later; refused %s hold up nothing else', async (_what, table) => {
    const [{ resolveCredential }, { callEngine }] = await Promise.all([import('#src/patchbay.ts'), import('#src/server/callEngine.ts')])
    const { recorder } = callEngine()
    await recorder.flush()
    const before = { reveals: await reveals(), calls: await calls() }
    await server.sql(`create function refuse_uses() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$`)
    await server.sql(`create trigger refuse_uses before insert on ${table} for each row execute function refuse_uses()`)
    const { a } = server
    try {
      await resolveCredential({ account: a.id, provider: 'acme', connectionId: a.connections.shared })
      await recorder.flush()
      expect([await reveals(), await calls()]).toEqual(table === 'audit_events' ? [before.reveals, before.calls + 1] : [before.reveals + 1, before.calls])
    } finally {
      await server.sql('drop function refuse_uses cascade')
    }
    await recorder.flush()
    expect([await reveals(), await calls()]).toEqual([before.reveals + 1, before.calls + 1])
  })
})

describe('connections that the database cuts', () => {
  it('fail what runs on them and end nothing else, idle or in use, in both pools', async () => {
    const { runtime } = await import('#src/server/runtime.ts')
    const pools = [runtime().pool, (server.payload.db as unknown as { pool: pg.Pool }).pool]
    const held = await Promise.all(pools.map((pool) => pool.connect()))
    // One more of each, to lie idle.
    await Promise.all(pools.map((pool) => pool.query('select 1')))
    const running = Promise.allSettled(held.map((client) => client.query('select pg_sleep(60)')))
    const ended = held.map((client) => new Promise((resolve) => client.once('end', resolve)))
    await server.sql('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    expect((await running).map((one) => one.status)).toEqual(['rejected', 'rejected'])
    await Promise.all(ended)
    for (const client of held) client.release()
    await Promise.all(pools.map((pool) => vi.waitFor(() => pool.query('select 1'), { timeout: 10_000 })))
    expect((await server.request('GET', '/api/accounts', { as: server.platform })).status).toBe(200)
  })
})
