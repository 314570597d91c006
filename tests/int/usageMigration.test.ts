import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { drizzle } from '@payloadcms/db-postgres/drizzle/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { migrateDatabase } from '#src/server/migrateDatabase.ts'
import { readUsageDays } from '#src/server/stores/readUsageDays.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'
import { seedRawAccount } from '#tests/support/seedRawAccount.ts'

/** Calls that were counted by the day, before usage was by the hour, are there after the migration: none lost, none moved to another day. */

const folder = join(import.meta.dirname, '../../src/migrations')
const target = '20261120_153000_usage_buckets'
type Migration = Record<'up' | 'down', (args: { db: unknown }) => Promise<void>>
const load = (name: string) => import(join(folder, `${name}.ts`)) as Promise<Migration>

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createDatabase({ isEmpty: true })
  // Far from UTC, where a day begins at another moment.
  const name = new URL(database.url).pathname.slice(1)
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  await pool.query(`alter database ${name} set timezone to 'America/Los_Angeles'`)
  await pool.end()
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

it('takes old rows along, there and back', async () => {
  const names = (await readdir(folder)).filter((file) => /^\d{8}_\d{6}.*\.ts$/.test(file)).map((file) => file.slice(0, -3)).sort()
  const client = await pool.connect()
  for (const name of names.filter((one) => one < target)) {
    await (await load(name)).up({ db: drizzle(client) })
    await client.query('insert into payload_migrations (name, batch, created_at, updated_at) values ($1, 1, now(), now())', [name])
  }
  const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
  const [one, other] = [await seedRawAccount({ pool, dataKeys }), await seedRawAccount({ pool, dataKeys })]
  const today = `(now() at time zone 'utc')::date`
  await client.query(`insert into patchbay.connection_calls (connection, day, calls) values ($1, ${today}, 7), ($1, ${today} - 1, 5), ($1, ${today} - 29, 3), ($1, ${today} - 400, 11), ($2, ${today} - 2, 1234567890123)`, [one.connection, other.connection])
  const before = (await client.query('select connection, day::text, calls from patchbay.connection_calls order by 1, 2')).rows

  const ran = await migrateDatabase(database.url)
  expect(ran).toEqual(names.filter((name) => name >= target))
  const { rows } = await client.query(`select connection, account, provider, source, (hour at time zone 'utc')::date::text as day, (hour at time zone 'utc')::time::text as hour, calls, handed_out from patchbay.usage_buckets order by 1, 5`)
  const ownerOf = (connection: string) => (connection === one.connection ? one : other)
  expect(rows).toEqual(before.map(({ connection, day, calls }) => ({ connection, account: ownerOf(connection).id, provider: ownerOf(connection).key, source: 'byo', day, hour: '00:00:00', calls, handed_out: '0' })))
  expect((await client.query(`select to_regclass('patchbay.connection_calls') as old`)).rows).toEqual([{ old: null }])

  const { byConnection } = await readUsageDays({ pool, account: one.id, connections: [one.connection, other.connection] })
  expect(Object.keys(byConnection)).toEqual([one.connection])
  expect(byConnection[one.connection]?.week).toEqual([0, 0, 0, 0, 0, 5, 7])
  expect([12, 15]).toContain(byConnection[one.connection]?.month)

  // One bucket more of today, as an hour in use: the way back adds up the day.
  await client.query(`insert into patchbay.usage_buckets (connection, account, provider, source, hour, calls, handed_out) values ($1, $2, $3, 'byo', date_trunc('day', now(), 'utc') + interval '1 hour', 2, 1)`, [one.connection, one.id, one.key])
  await (await load(target)).down({ db: drizzle(client) })
  expect((await client.query('select connection, day::text, calls from patchbay.connection_calls order by 1, 2')).rows).toEqual(before.map((row) => (row.connection === one.connection && row.calls === '7' ? { ...row, calls: '10' } : row)))
  client.release()
})
