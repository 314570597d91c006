import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf } from '#tests/support/startStage.ts'
import { startTestServer } from '#tests/support/startServer.ts'

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
