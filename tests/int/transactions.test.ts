import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf } from '#tests/support/startStage.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** What is answered as saved is saved, and nobody's change undoes another's. */

let server: Awaited<ReturnType<typeof startTestServer>>

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

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

describe('two changes of one row at once', () => {
  const rounds = 12
  type Change = { path: string; as: TestActor; body: Record<string, unknown> }
  /** Both are kept, in whichever order they arrive. */
  const race = async ({ table, id, first, second, reset }: { table: string; id: string; first: Change; second: Change; reset: Record<string, unknown> }): Promise<void> => {
    const undone: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (const [column, value] of Object.entries(reset)) await server.sql(`update ${table} set ${column} = $1 where id = $2`, [value, id])
      const send = ({ path, as, body }: Change) => server.request('PATCH', path, { as, body })
      const mine = { ...second, body: Object.fromEntries(Object.entries(second.body).map(([name, value]) => [name, typeof value === 'string' ? `${value} ${round}` : value])) }
      const answers = await Promise.all(round % 2 === 0 ? [send(first), send(mine)] : [send(mine), send(first)])
      expect(answers.map((one) => one.status)).toEqual([200, 200])
      const read = (await server.request('GET', second.path, { as: server.platform })).body
      if (Object.entries({ ...first.body, ...mine.body }).some(([name, value]) => read[name] !== value)) undone.push(round)
    }
    expect(undone).toEqual([])
  }

  it('the platform cuts an account off while its owner renames it', () => {
    const path = `/api/accounts/${server.a.id}`
    return race({ table: 'accounts', id: server.a.id, reset: { blocked: false }, first: { path, as: server.platform, body: { blocked: true } }, second: { path, as: server.a.people.owner, body: { name: 'Renamed' } } })
  })

  it('a provider is cut off while its description is edited', () => {
    const path = `/api/integration-providers/${server.provider}`
    return race({ table: 'integration_providers', id: server.provider, reset: { blocked: false }, first: { path, as: server.platform, body: { blocked: true } }, second: { path, as: server.platform, body: { description: 'Edited' } } })
  })

  it('a built-in credential is switched off while its daily limit is edited', () => {
    const path = `/api/built-in-credentials/${server.builtIn}`
    return race({ table: 'built_in_credentials', id: server.builtIn, reset: { enabled: true }, first: { path, as: server.platform, body: { enabled: false } }, second: { path, as: server.platform, body: { dailyCalls: 7 } } })
  })

  it('a platform admin is demoted while they rename themself', async () => {
    const admin = await server.makeUser({ platformRole: 'admin' })
    const path = `/api/users/${admin.id}`
    await race({ table: 'users', id: admin.id, reset: { platform_role: 'admin' }, first: { path, as: server.platform, body: { platformRole: 'none' } }, second: { path, as: admin, body: { name: 'Renamed' } } })
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
