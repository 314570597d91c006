import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { BoundedClient } from '#src/server/BoundedClient.ts'
import { isDatabaseDown } from '#src/server/isDatabaseDown.ts'
import { openQueue } from '#src/server/stores/openQueue.ts'
import { inPoolTransaction } from '#src/server/stores/inPoolTransaction.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'
import { makeWorld, type World } from '#tests/support/makeWorld.ts'
import { type Relay, startRelay } from '#tests/support/startRelay.ts'
import { codesOf } from '#tests/support/startStage.ts'
import { startEmptyServer, type TestServer } from '#tests/support/startServer.ts'

/** A network that drops packets: no connection is refused or cut, nothing is answered, and nobody waits for ever. */

const statementMs = 700
let database: TestDatabase
let relay: Relay
let pool: pg.Pool

beforeAll(async () => {
  database = await createDatabase()
  relay = await startRelay({ url: database.url })
  // Around the relay.
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => undefined)
})
afterAll(async () => {
  await pool.end()
  await relay.close()
  await database.drop()
})

const faultOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error)

describe('a pool with a deadline', () => {
  let bounded: pg.Pool
  beforeAll(() => {
    bounded = new pg.Pool({ connectionString: relay.url, max: 3, query_timeout: statementMs, connectionTimeoutMillis: statementMs, Client: BoundedClient })
    bounded.on('error', () => undefined)
    bounded.on('connect', (client) => client.on('error', () => undefined))
  })
  afterAll(() => bounded.end())

  it('ends a write that is not answered, its transaction and its connection, and goes on when the network does', async () => {
    await pool.query('create table marks (n int)')
    await Promise.all([1, 2, 3].map((n) => bounded.query('insert into marks values ($1)', [n])))
    expect(bounded.totalCount).toBe(3)
    const startedAt = performance.now()
    const faults = await Promise.all([
      faultOf(inPoolTransaction(bounded, async (client) => {
        await client.query('insert into marks values (4)')
        relay.fallSilent()
        await client.query('insert into marks values (5)')
      })),
      new Promise((resolve) => setTimeout(resolve, 100)).then(() => faultOf(bounded.query('insert into marks values (6)'))),
    ])
    expect(faults.map(isDatabaseDown)).toEqual([true, true])
    // Nobody waited a second time for what could not be rolled back.
    expect(performance.now() - startedAt).toBeLessThan(2 * statementMs)
    await vi.waitFor(() => expect(bounded.totalCount).toBe(1), { timeout: 5_000 })
    relay.speak()
    await vi.waitFor(() => bounded.query('insert into marks values (7)'), { timeout: 10_000 })
    const { rows } = await pool.query<{ n: number }>('select n from marks order by n')
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 7])
  })

  it('ends nothing else: a statement that fails, or is answered in time, keeps its connection', async () => {
    const client = await bounded.connect()
    expect(await faultOf(client.query('select 1/0'))).toMatchObject({ code: '22012' })
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect((await client.query({ text: `select pg_sleep(${(statementMs * 1.5) / 1_000})`, query_timeout: statementMs * 10 } as pg.QueryConfig)).rowCount).toBe(1)
    client.release()
  })
})

it('gives up what the worker’s queue asks, too', async () => {
  const queue = openQueue({ url: relay.url, purpose: 'install', onTrouble: () => undefined, statementMs })
  await queue.start()
  expect(await queue.getQueues()).toEqual([])
  relay.fallSilent()
  const startedAt = performance.now()
  expect(isDatabaseDown(await faultOf(queue.getQueues()))).toBe(true)
  expect(performance.now() - startedAt).toBeLessThan(5 * statementMs)
  relay.speak()
  await vi.waitFor(async () => expect(await queue.getQueues()).toEqual([]), { timeout: 10_000 })
  await queue.stop({ graceful: false })
})

describe('the server', () => {
  let server: TestServer
  let world: World
  let front: string
  beforeAll(async () => {
    server = await startEmptyServer({ env: { DATABASE_URL: relay.url } })
    world = await makeWorld({ ...server, sql: async (text, values = []) => (await pool.query(text, values)).rows })
    front = await server.openFront()
  })
  afterAll(async () => {
    relay.speak()
    await world.stop()
    await server.stop()
  })

  const payloadPool = (): pg.Pool => (server.payload.db as unknown as { pool: pg.Pool }).pool

  it('has a deadline for each statement of both its pools', async () => {
    const { runtime } = await import('#src/server/runtime.ts')
    const boundsOf = async (one: pg.Pool) => {
      const client = await one.connect()
      const { query_timeout: bound } = (client as unknown as { connectionParameters: { query_timeout: number } }).connectionParameters
      client.release()
      return [client instanceof BoundedClient, bound]
    }
    expect(await boundsOf(runtime().pool)).toEqual([true, 30_000])
    expect(await boundsOf(payloadPool())).toEqual([true, 60_000])
  })

  it('gives a change in bulk the time it takes', async () => {
    const { b } = world
    const shortened = payloadPool()
    const { query_timeout: bound } = shortened.options as { query_timeout?: number }
    Object.assign(shortened.options, { query_timeout: statementMs })
    const idle = await Promise.all(Array.from({ length: shortened.idleCount }, () => shortened.connect()))
    for (const client of idle) client.release(true)
    const holder = await pool.connect()
    const [row] = (await pool.query<{ slug: string }>('select slug from accounts where id = $1', [b.id])).rows
    for (const change of [
      () => server.request('POST', `/api/accounts/${b.id}/revoke-credentials`, { as: world.platform, body: { confirm: row?.slug } }),
      () => server.request('DELETE', `/api/accounts/${b.id}`, { as: world.platform }),
    ]) {
      await holder.query('begin')
      // Those that are to be written are held by somebody; so it is with a million of them.
      await holder.query('select 1 from connections where account_id = $1 for update', [b.id])
      const [answer] = await Promise.all([change(), new Promise((resolve) => setTimeout(resolve, 2 * statementMs)).then(() => holder.query('commit'))])
      expect(codesOf(answer)).toEqual([])
      expect(answer.status).toBe(200)
    }
    holder.release()
    Object.assign(shortened.options, { query_timeout: bound })
  })

  it('answers every write with the fault of the database, says that it is not ready, and serves again with the network', async () => {
    const { runtime } = await import('#src/server/runtime.ts')
    const { checkReadiness } = await import('#src/server/checkReadiness.ts')
    const { callEngine } = await import('#src/server/callEngine.ts')
    const { a } = world
    const as = a.people.owner
    // Shorter, so that the test is; of connections that are made from here on.
    for (const one of [runtime().pool, payloadPool()]) {
      Object.assign(one.options, { query_timeout: statementMs })
      const idle = await Promise.all(Array.from({ length: one.idleCount }, () => one.connect()))
      for (const client of idle) client.release(true)
    }
    const writes = {
      rename: () => server.request('PATCH', `/api/connections/${a.connections.memberShared}`, { as, body: { displayName: 'Renamed', sortOrder: 1 } }),
      connect: () => server.request('POST', '/api/integrations/provider-connections', { as, body: { workspaceId: a.id, provider: 'acme' } }),
      revoke: () => server.request('POST', `/api/connections/${a.connections.memberShared}/revoke`, { as }),
    }
    const call = () => fetch(`${front}/api/proxy/connections/${a.connections.shared}/v1/me`, { headers: a.tokens.use.headers })
    expect([(await call()).status, (await writes.rename()).status]).toEqual([200, 200])
    expect((await checkReadiness()).isReady).toBe(true)

    relay.fallSilent()
    const startedAt = performance.now()
    const answers = await Promise.all(Object.values(writes).map((write) => write()))
    expect(answers.map((answer) => [answer.status, codesOf(answer)])).toEqual(answers.map(() => [503, ['database_unavailable']]))
    // Opening a connection has five seconds.
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    await vi.waitFor(async () => expect((await checkReadiness()).checks.database).toBe('failing'), { timeout: 10_000 })
    // What was counted meanwhile is kept.
    const { recorder } = callEngine()
    await recorder.flush()

    relay.speak()
    await vi.waitFor(async () => expect((await checkReadiness()).isReady).toBe(true), { timeout: 20_000 })
    await vi.waitFor(async () => expect((await call()).status).toBe(200), { timeout: 20_000 })
    expect((await writes.rename()).status).toBe(200)
    await recorder.flush()
    const { rows } = await pool.query('select sum(calls)::int as calls from patchbay.usage_buckets where connection = $1', [a.connections.shared])
    expect(rows[0].calls).toBeGreaterThanOrEqual(2)
  }, 90_000)
})
