import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isPatchbayError } from '#src/engine/errors.ts'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { type Changes, createChanges } from '#src/server/changes/createChanges.ts'
import { setOwnChanges } from '#src/server/changes/ownChanges.ts'
import { type CallLoader, createCallLoader } from '#src/server/stores/createCallLoader.ts'
import { inPoolTransaction } from '#src/server/stores/inPoolTransaction.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'
import { findSecrets, plantSecret } from '#tests/support/findSecrets.ts'
import { type RawAccount, seedRawAccount } from '#tests/support/seedRawAccount.ts'

/** What a process remembers of the rows that calls read: never longer than it is true, and sealed. */

const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
const planted = plantSecret({ name: 'a connection' })
let database: TestDatabase
let pool: pg.Pool
let changes: Changes
let loader: CallLoader
let account: RawAccount
/** Statements that were sent to load something. */
let asked = 0
/** Holds the answers of statements back until it is settled. */
let gate: Promise<void> | null = null

const freshForMs = 1_000
beforeAll(async () => {
  database = await createDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 20 })
  pool.on('error', () => undefined)
  const query = async (...args: unknown[]) => {
    asked += 1
    const answer = await (pool.query as (...all: unknown[]) => Promise<unknown>)(...args)
    await gate
    return answer
  }
  changes = createChanges({ url: database.url, pool, dataKeys, beatEveryMs: 100, freshForMs, proveEveryMs: 300 })
  loader = createCallLoader({ pool: { query } as unknown as pg.Pool, changes })
  changes.start()
})
afterAll(async () => {
  changes.close()
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  account = await seedRawAccount({ pool, dataKeys, secret: planted.text })
  await fresh()
})

const fresh = async (): Promise<void> => {
  await vi.waitFor(() => {
    if (!changes.isFresh()) throw new Error('nothing is heard')
  }, { timeout: 20_000, interval: 5 })
  await changes.catchUp()
}
/** Raw SQL, heard of when it returns. */
const write = async (text: string, values: unknown[] = []): Promise<void> => {
  await pool.query(text, values)
  await changes.catchUp()
}
const byProvider = async () => loader.resolution({ account: account.id, provider: account.key, connectionId: null, user: null })
const byToken = () => loader.call({ hash: account.hash, provider: account.key, connectionId: null })
/** How many statements something costs. */
const cost = async (work: () => Promise<unknown>): Promise<number> => {
  const before = asked
  await work()
  return asked - before
}

describe('while nothing changes', () => {
  it('asks once, by account and by token, and shares what both mean', async () => {
    expect([await cost(byToken), await cost(byToken), await cost(byProvider), await cost(byProvider)]).toEqual([1, 0, 1, 0])
    const named = async () => loader.resolution({ account: account.id, provider: null, connectionId: account.connection, user: account.user })
    expect([await cost(named), await cost(named)]).toEqual([1, 0])
    const inTheirName = async () => loader.resolution({ account: account.id, provider: account.key, connectionId: null, user: account.user })
    expect(await cost(inTheirName)).toBe(0)
  })

  it('asks once for all who ask at the same moment', async () => {
    expect(await cost(() => Promise.all(Array.from({ length: 50 }, byProvider)))).toBe(1)
  })

  it('keeps nothing of what does not exist: there is no end of it', async () => {
    const size = changes.cache.size
    for (let n = 0; n < 3; n += 1) {
      expect((await loader.call({ hash: randomUUID(), provider: account.key, connectionId: null })).token).toBeNull()
      expect((await loader.resolution({ account: randomUUID(), provider: account.key, connectionId: null, user: null })).account).toBeNull()
      expect((await loader.resolution({ account: account.id, provider: 'none', connectionId: null, user: null })).provider).toBeNull()
      expect((await loader.resolution({ account: account.id, provider: null, connectionId: randomUUID(), user: null })).connections).toEqual([])
    }
    expect(changes.cache.size).toBe(size)
  })

  it('holds sealed values only, which nobody can change', async () => {
    const put = vi.spyOn(changes.cache, 'put')
    await byToken()
    const input = await byProvider()
    const values = openCredential(dataKeys, input.connections[0]!.sealed!)
    expect(values.key).toBe(planted.text)
    await byProvider()
    const kept = JSON.stringify(put.mock.calls.map(([one]) => [one.key, one.tags, one.value]))
    put.mockRestore()
    expect(kept).toContain(input.connections[0]!.sealed!.envelope)
    expect(findSecrets({ text: kept, planted: [planted] })).toEqual([])
    expect(kept).not.toContain(account.token)
    expect(() => Object.assign(input.connections[0]!, { status: 'error' })).toThrow(TypeError)
    expect(() => Object.assign(input.provider!.compiled.authMethods[0]!, { type: 'x' })).toThrow(TypeError)
  })

  it('goes on with the database’s clock', async () => {
    const { readAt } = await byProvider()
    await vi.waitFor(async () => expect((await byProvider()).readAt.getTime()).toBeGreaterThan(readAt.getTime() + 20), { timeout: 5_000 })
    expect(Math.abs((await byProvider()).readAt.getTime() - Date.now())).toBeLessThan(5_000)
  })
})

describe('a change by plain SQL is seen by the next question', () => {
  const first = async () => (await byProvider()).connections[0]
  const cases: [string, () => Promise<void>, () => Promise<unknown>, unknown][] = [
    ['an account cut off', () => write('update accounts set blocked = true where id = $1', [account.id]), async () => (await byProvider()).account?.blocked, true],
    ['an account deleted', () => write('delete from api_tokens where account_id = $1', [account.id]).then(() => write('delete from connections where account_id = $1', [account.id])).then(() => write('delete from data_keys where account_id = $1', [account.id])).then(() => write('delete from memberships where account_id = $1', [account.id])).then(() => write('delete from routing_policies where account_id = $1', [account.id])).then(() => write('delete from accounts where id = $1', [account.id])), async () => (await byProvider()).account, null],
    ['a provider cut off', () => write('update integration_providers set blocked = true where id = $1', [account.providerId]), async () => (await byProvider()).provider?.blocked, true],
    ['a row edited', () => write(`update integration_providers set compiled = jsonb_set(compiled, '{name}', '"New"') where id = $1`, [account.providerId]), async () => (await byProvider()).provider?.compiled.name, 'New'],
    ['a policy set', () => write(`update routing_policies set mode = 'built_in' where account_id = $1`, [account.id]), async () => (await byProvider()).policy.mode, 'built_in'],
    ['a policy taken back', () => write('delete from routing_policies where account_id = $1', [account.id]), async () => (await byProvider()).policy.mode, 'auto'],
    ['a connection revoked', () => write(`update connections set status = 'revoked', envelope = null, data_key_id = null where id = $1`, [account.connection]), async () => [(await first())?.status, (await first())?.sealed], ['revoked', null]],
    ['a connection renamed', () => write(`update connections set display_name = 'Two' where id = $1`, [account.connection]), async () => (await first())?.displayName, 'Two'],
    ['a connection in the trash', () => write('update connections set deleted_at = now() where id = $1', [account.connection]), first, undefined],
    ['a connection made private', () => write(`update connections set visibility = 'private' where id = $1`, [account.connection]), first, undefined],
    ['a built-in credential switched off', () => write('update built_in_credentials set enabled = false where id = $1', [account.builtIn]), async () => (await byProvider()).builtIn, null],
    ['a built-in credential’s allowance', () => write('update built_in_credentials set daily_calls = 3 where id = $1', [account.builtIn]), async () => (await byProvider()).builtIn?.dailyCalls, 3],
    ['a data key destroyed', () => write(`update data_keys set state = 'destroyed' where id = $1`, [account.dataKey]), async () => (await first())?.sealed, null],
    ['a token revoked', () => write('delete from api_tokens where id = $1', [account.tokenId]), async () => (await byToken()).token, null],
    ['a token narrowed', () => write(`update api_tokens set scopes = '["read"]', only_provider = 'other' where id = $1`, [account.tokenId]), async () => [(await byToken()).token?.scopes, (await byToken()).token?.onlyProvider], [['read'], 'other']],
    ['a token that has ended', () => write('update api_tokens set expires_at = now() where id = $1', [account.tokenId]), async () => (await byToken()).token, null],
    ['a member who only looks on', () => write(`update memberships set role = 'viewer' where user_id = $1`, [account.user]), async () => (await byToken()).token?.role, 'viewer'],
    ['a member who is gone', () => write('delete from memberships where user_id = $1', [account.user]), async () => (await byToken()).token?.role, null],
  ]
  it.each(cases)('%s', async (_what, change, read, expected) => {
    expect([await cost(byToken), await cost(byProvider)]).toEqual([1, 1])
    expect(await read()).not.toEqual(expected)
    expect(await cost(read)).toBe(0)
    await change()
    expect(await read()).toEqual(expected)
  })

  it('also of many rows, of an emptied table, and of what was added', async () => {
    await byProvider()
    await write(`insert into connections (account_id, provider, auth_method, display_name, mode, status, visibility) select $1, $2, 'api-key', 'more ' || n, 'service', 'disconnected', 'account' from generate_series(1, 150) n`, [account.id, account.key])
    expect((await byProvider()).connections).toHaveLength(151)
    await write('update accounts set blocked = true')
    expect((await byProvider()).account?.blocked).toBe(true)
    await write('truncate routing_policies')
    expect((await byProvider()).policy.mode).toBe('auto')
  })

  it('of a private connection as soon as its owner is a member again', async () => {
    await write(`update connections set visibility = 'private' where id = $1`, [account.connection])
    const mine = async () => (await loader.resolution({ account: account.id, provider: account.key, connectionId: null, user: account.user })).connections.length
    expect(await mine()).toBe(1)
    await write('delete from memberships where user_id = $1', [account.user])
    expect(await mine()).toBe(0)
    await write(`insert into memberships (account_id, user_id, role) values ($1, $2, 'member')`, [account.id, account.user])
    expect(await mine()).toBe(1)
  })

  it('of a private connection when its owner leaves, whichever way their id was written', async () => {
    await write(`update connections set visibility = 'private' where id = $1`, [account.connection])
    await write('update api_tokens set acts_for = upper(acts_for) where id = $1', [account.tokenId])
    const mine = async () => (await loader.resolution({ account: account.id, provider: account.key, connectionId: null, user: account.user.toUpperCase() })).connections.length
    expect([await mine(), (await byToken()).token?.role]).toEqual([1, 'member'])
    await write('delete from memberships where user_id = $1', [account.user])
    expect([await mine(), (await byToken()).token?.role]).toEqual([0, null])
  })
})

describe('a token', () => {
  it('ends in the memory when it ends, without a note', async () => {
    await write(`update api_tokens set expires_at = now() + interval '700 milliseconds' where id = $1`, [account.tokenId])
    const startedAt = performance.now()
    expect((await byToken()).token?.id).toBe(account.tokenId)
    expect(await cost(byToken)).toBe(0)
    expect(loader.knownToken(account.hash)?.id).toBe(account.tokenId)
    await vi.waitFor(async () => expect((await byToken()).token).toBeNull(), { timeout: 10_000, interval: 10 })
    expect(loader.knownToken(account.hash)).toBeNull()
    expect(performance.now() - startedAt).toBeGreaterThan(500)
  })

  it('of a destroyed data key’s account opens nothing, and the key is gone from the memory at once', async () => {
    const { connections } = await byProvider()
    openCredential(dataKeys, connections[0]!.sealed!)
    const destroy = vi.spyOn(dataKeys, 'destroy')
    await write(`update data_keys set state = 'destroyed' where id = $1`, [account.dataKey])
    expect(destroy).toHaveBeenCalledWith(account.dataKey)
    destroy.mockRestore()
  })

  it.each([
    ['destroyed', `update data_keys set state = 'destroyed' where id = $1`],
    ['deleted, at the end of much else', `with many as (update accounts set blocked = not blocked) update connections set status = 'revoked', envelope = null, data_key_id = null where data_key_id = $1`],
  ])('of a data key that was %s opens nothing for a call that had loaded it before', async (what, statement) => {
    if (what !== 'destroyed') await pool.query(`insert into accounts (name, slug) select 'many', 'many-' || md5(random()::text) from generate_series(1, 150) n`)
    await fresh()
    const held = Promise.withResolvers<void>()
    gate = held.promise
    const before = asked
    const slow = byProvider()
    await vi.waitFor(() => expect(asked).toBe(before + 1))
    // The question has been answered by the database and is still on its way.
    await inPoolTransaction(pool, async (client) => {
      await client.query(statement, [account.dataKey])
      if (what !== 'destroyed') await client.query('delete from data_keys where id = $1', [account.dataKey])
    })
    await changes.catchUp()
    gate = null
    held.resolve()
    const { sealed } = (await slow).connections[0]!
    expect(sealed).not.toBeNull()
    expect(() => openCredential(dataKeys, sealed!)).toThrow(expect.objectContaining({ code: 'connection_revoked' }))
  })
})

describe('a data key that this process destroys itself', () => {
  it('opens nothing once that is committed, before any note comes back', async () => {
    const { connections } = await byProvider()
    openCredential(dataKeys, connections[0]!.sealed!)
    setOwnChanges(changes)
    try {
      await inPoolTransaction(pool, (client) => client.query(`update data_keys set state = 'destroyed' where id = $1`, [account.dataKey]))
      expect(() => openCredential(dataKeys, connections[0]!.sealed!)).toThrow(expect.objectContaining({ code: 'connection_revoked' }))
    } finally {
      setOwnChanges(undefined)
    }
  })
})

describe('what was under way when something changed', () => {
  it('is not kept: the next question is asked anew', async () => {
    const held = Promise.withResolvers<void>()
    gate = held.promise
    const before = asked
    const slow = byProvider()
    await vi.waitFor(() => expect(asked).toBe(before + 1))
    // Its statement has been sent; what it read may be the row before or after.
    await pool.query(`update connections set display_name = 'After' where id = $1`, [account.connection])
    await changes.catchUp()
    gate = null
    // Does not join the question from before the change.
    expect((await byProvider()).connections[0]?.displayName).toBe('After')
    held.resolve()
    await slow
    expect((await byProvider()).connections[0]?.displayName).toBe('After')
  })

  it('never brings the old back, under load: each reader sees at least what was written when it asked', async () => {
    let written = 0
    const run = { isOver: false }
    const faults: string[] = []
    const readers = Array.from({ length: 16 }, async () => {
      let reads = 0
      while (!run.isOver) {
        const least = written
        const order = (await byProvider()).connections[0]?.sortOrder ?? -1
        if (order < least) faults.push(`${order} after ${least}`)
        reads += 1
        if (reads % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      return reads
    })
    for (let n = 1; n <= 300; n += 1) {
      await write('update connections set sort_order = $2 where id = $1', [account.connection, n])
      written = n
    }
    run.isOver = true
    const reads = (await Promise.all(readers)).reduce((sum, one) => sum + one, 0)
    expect(faults).toEqual([])
    expect(reads).toBeGreaterThan(1_000)
  })
})

describe('a listener', () => {
  const pids = async (): Promise<number[]> =>
    (await pool.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and application_name = 'patchbay changes' order by backend_start`)).rows.map(({ pid }) => pid)
  const listenerPid = async (): Promise<number> => (await pids()).at(-1)!

  it('that is cut is not believed for a moment, and hears again soon', async () => {
    await byProvider()
    const pid = await listenerPid()
    await pool.query('select pg_terminate_backend($1)', [pid])
    await vi.waitFor(() => expect(changes.isFresh()).toBe(false), { timeout: 1_000, interval: 1 })
    expect(changes.cache.size).toBe(0)
    await fresh()
    expect(await listenerPid()).not.toBe(pid)
    await byProvider()
    await write('update accounts set blocked = true where id = $1', [account.id])
    expect((await byProvider()).account?.blocked).toBe(true)
  })

  it('that falls silent is not believed for longer than its sign of life lasts, and is replaced', async () => {
    await byProvider()
    expect(await cost(byProvider)).toBe(0)
    const pid = await listenerPid()
    process.kill(pid, 'SIGSTOP')
    try {
      const stoppedAt = performance.now()
      await pool.query('update accounts set blocked = true where id = $1', [account.id])
      await vi.waitFor(async () => expect((await byProvider()).account?.blocked).toBe(true), { timeout: 20_000, interval: 5 })
      expect(performance.now() - stoppedAt).toBeLessThan(freshForMs + 1_000)
      await fresh()
      expect(await listenerPid()).not.toBe(pid)
      expect((await byProvider()).account?.blocked).toBe(true)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
  })

  it('that is answered by nobody leaves each question to the database', async () => {
    const deaf = createChanges({ url: 'postgres://127.0.0.1:1/none', pool, dataKeys })
    const alone = createCallLoader({ pool, changes: deaf })
    const ask = async () => (await alone.resolution({ account: account.id, provider: account.key, connectionId: null, user: null })).account?.blocked
    expect(await ask()).toBe(false)
    await pool.query('update accounts set blocked = true where id = $1', [account.id])
    expect([await ask(), deaf.isFresh(), deaf.cache.size]).toEqual([true, false, 0])
    deaf.close()
  })

  it('behind a pooler that drops LISTEN is never believed: its sign of life does not come back', async () => {
    await pool.query(`create schema mute; create function mute.pg_notify(text, text) returns void language sql as 'select'`)
    // pg_catalog comes first unless it is named: named last, our own function stands for a NOTIFY that reaches nobody.
    const deaf = createChanges({ url: `${database.url}?options=-c%20search_path%3Dmute%2Cpg_catalog%2Cpublic`, pool, dataKeys, beatEveryMs: 50, freshForMs: 300 })
    deaf.start()
    const [own] = await pids()
    const tried = new Set<number>()
    // Each connection is given up when no beat has come back, and made anew.
    await vi.waitFor(async () => {
      expect(deaf.isFresh()).toBe(false)
      for (const pid of await pids()) if (pid !== own) tried.add(pid)
      if (tried.size < 3) throw new Error('not yet given up twice')
    }, { timeout: 20_000, interval: 10 })
    deaf.close()
  })

  it('that hears another database than the pool’s is never believed, and neither is one that begins to', async () => {
    const other = await createDatabase()
    const elsewhere = new pg.Pool({ connectionString: other.url, max: 2 })
    elsewhere.on('error', () => undefined)
    // Where the pool leads; in a failover that changes.
    let target: pg.Pool = elsewhere
    const followed = { query: (...args: unknown[]) => (target.query as (...all: unknown[]) => unknown)(...args) } as pg.Pool
    const astray = createChanges({ url: database.url, pool: followed, dataKeys, beatEveryMs: 50, freshForMs: 300, proveEveryMs: 100 })
    const alone = createCallLoader({ pool, changes: astray })
    const ask = async () => (await alone.resolution({ account: account.id, provider: account.key, connectionId: null, user: null })).account?.blocked
    const tried = new Set<number>()
    let wasBelieved = false
    astray.start()
    const [own] = await pids()
    await vi.waitFor(async () => {
      wasBelieved ||= astray.isFresh()
      await ask()
      expect(astray.cache.size).toBe(0)
      for (const pid of await pids()) if (pid !== own) tried.add(pid)
      if (tried.size < 3) throw new Error('not yet given up twice')
    }, { timeout: 20_000, interval: 5 })
    expect(wasBelieved).toBe(false)
    // The same listener is believed once the pool's notes arrive, and no longer than they do.
    target = pool
    await vi.waitFor(() => expect(astray.isFresh()).toBe(true), { timeout: 20_000, interval: 5 })
    await ask()
    target = elsewhere
    await vi.waitFor(() => expect([astray.isFresh(), astray.cache.size]).toEqual([false, 0]), { timeout: 5_000, interval: 5 })
    astray.close()
    await elsewhere.end()
    await other.drop()
  })

  it('goes on being believed while the pool has no connection free to prove it by', async () => {
    const small = new pg.Pool({ connectionString: database.url, max: 1 })
    small.on('error', () => undefined)
    const patient = createChanges({ url: database.url, pool: small, dataKeys, beatEveryMs: 50, freshForMs: 400, proveEveryMs: 100 })
    patient.start()
    await vi.waitFor(() => expect(patient.isFresh()).toBe(true), { timeout: 20_000, interval: 5 })
    const held = await small.connect()
    const until = performance.now() + 1_500
    const seen = new Set<boolean>()
    await vi.waitFor(() => {
      seen.add(patient.isFresh())
      expect(performance.now()).toBeGreaterThan(until)
    }, { timeout: 10_000, interval: 20 })
    expect([...seen]).toEqual([true])
    held.release()
    patient.close()
    await small.end()
  })
})

it('says which fault it is when the database does not answer, and keeps nothing of it', async () => {
  const away = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2_000 })
  const alone = createCallLoader({ pool: away, changes })
  const fault = await Promise.resolve(alone.resolution({ account: account.id, provider: account.key, connectionId: null, user: null })).catch((error: unknown) => error)
  expect(isPatchbayError(fault) || fault instanceof Error).toBe(true)
  await away.end()
  expect((await byProvider()).account?.id).toBe(account.id)
})
