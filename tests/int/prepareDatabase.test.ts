import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'

/** The release step, as it runs on several machines at once and after it was killed. */

let database: TestDatabase
let sql: pg.Client
let env: Record<string, string>

beforeAll(async () => {
  database = await createDatabase({ isEmpty: true })
  sql = new pg.Client({ connectionString: database.url })
  await sql.connect()
  env = {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    PAYLOAD_SECRET: randomBytes(32).toString('hex'),
    PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    PATCHBAY_DEMO: 'true',
    PATCHBAY_DEMO_PASSWORD: randomBytes(12).toString('hex'),
    PATCHBAY_ADMIN_EMAIL: 'admin@example.test',
    PATCHBAY_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
  }
})
afterAll(async () => {
  await sql?.end()
  await database?.drop()
})

async function prepare(changes: Record<string, string> = {}, args: string[] = []): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/server/prepareDatabase.ts'), ...args], { env: { ...process.env, ...env, ...changes }, stdio: ['ignore', 'ignore', 'pipe'] })
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code: code as number | null, errors }
}
const people = async () => (await sql.query('select u.email, u.platform_role, m.role, a.slug from users u left join memberships m on m.user_id = u.id left join accounts a on a.id = m.account_id order by u.email')).rows
const both = [
  { email: 'admin@example.test', platform_role: 'admin', role: null, slug: null },
  { email: 'demo@patchbay.test', platform_role: 'none', role: 'owner', slug: 'northwind' },
]

describe('preparing the database', () => {
  it('by two processes at once makes everything once', async () => {
    expect(await Promise.all([prepare(), prepare()])).toEqual([{ code: 0, errors: '' }, { code: 0, errors: '' }])
    expect(await people()).toEqual(both)
    const { rows } = await sql.query('select count(*)::int as rows, count(distinct key)::int as keys from integration_providers')
    expect(rows[0].rows).toBe(rows[0].keys)
    expect(rows[0].rows).toBeGreaterThan(20)
  }, 180_000)

  it('goes on where an earlier one was killed', async () => {
    await sql.query('delete from memberships')
    expect(await prepare()).toEqual({ code: 0, errors: '' })
    expect(await people()).toEqual(both)
    await sql.query('delete from accounts')
    expect(await prepare()).toEqual({ code: 0, errors: '' })
    expect(await people()).toEqual(both)
  }, 180_000)

  it('compiles rows anew that an earlier version compiled, also without seeding', async () => {
    const formats = async () => (await sql.query(`select distinct compiled->>'format' as format, compiled->'authMethods'->0->'marks' ? 'exchange' as "hasMark" from integration_providers`)).rows
    expect(await formats()).toEqual([{ format: '2', hasMark: true }])
    await sql.query(`update integration_providers set compiled = (compiled #- '{authMethods,0,marks,exchange}') || '{"format": 1}'`)
    expect(await prepare({}, ['--migrate-only'])).toEqual({ code: 0, errors: '' })
    expect(await formats()).toEqual([{ format: '2', hasMark: true }])
  }, 180_000)

  it('takes its locks past the pooler, where an address for that is given', async () => {
    const { code, errors } = await prepare({ DATABASE_DIRECT_URL: 'postgres://127.0.0.1:1/none' })
    expect([code, errors]).toEqual([1, expect.stringContaining('DATABASE_DIRECT_URL')])
    expect(await prepare({ DATABASE_DIRECT_URL: database.url })).toEqual({ code: 0, errors: '' })
  }, 180_000)
})
