import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hearsPool } from '#src/server/changes/hearsPool.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'

/** What cannot serve does not start, and says which variable, why, and what makes a good value. */

const root = join(import.meta.dirname, '../..')
const good = { NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost:1/none', PAYLOAD_SECRET: randomBytes(32).toString('hex'), PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64') }

/** Runs a part of the product as the operator does, and tells how it ended. */
async function boot(part: string, env: Record<string, string | undefined>): Promise<{ code: number; said: string }> {
  const given = Object.fromEntries(Object.entries({ PATH: process.env.PATH, ...good, ...env }).filter((entry): entry is [string, string] => entry[1] !== undefined))
  return promisify(execFile)(process.execPath, [join(root, part)], { cwd: root, env: given as NodeJS.ProcessEnv, timeout: 60_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
  )
}

const gateway = 'src/gateway/gateway.ts'
const parts = ['src/front/web.ts', gateway, 'src/server/prepareDatabase.ts']
const weak = 'a'.repeat(44)

describe.each(parts)('%s', (part) => {
  const faults: [string, Record<string, string | undefined>, string, RegExp][] = [
    ['no database', { DATABASE_URL: undefined }, 'DATABASE_URL is not set.', /Set it to the address of a Postgres database/],
    ['no encryption key', { PATCHBAY_ENCRYPTION_KEY: undefined }, 'PATCHBAY_ENCRYPTION_KEY is not set.', /Make one with: openssl rand -base64 32/],
    ['a public address without https', { PATCHBAY_PUBLIC_URL: 'http://integrations.example.com' }, 'PATCHBAY_PUBLIC_URL is plain http, so sign-in cookies would travel in clear.', /Set it to the address people open, such as https:/],
  ]
  // The gateway takes no sessions, and is not to know what signs them.
  if (part !== gateway) {
    faults.push(
      ['no secret for sessions', { PAYLOAD_SECRET: undefined }, 'PAYLOAD_SECRET is not set.', /Make one with: openssl rand -base64 48/],
      ['a short one', { PAYLOAD_SECRET: 'short' }, 'PAYLOAD_SECRET is shorter than 32 characters.', /Make one with: openssl rand -base64 48/],
    )
  }
  it.each(faults)('stops with %s: the variable, the reason and what makes a value', async (_what, env, sentence, cure) => {
    const { code, said } = await boot(part, env)
    expect(code).not.toBe(0)
    expect(said).toContain(sentence)
    expect(said).toMatch(cure)
    expect([said.includes(good.PATCHBAY_ENCRYPTION_KEY), said.includes(good.PAYLOAD_SECRET), /\n\s+at /.test(said)], 'no value, no stack').toEqual([false, false, false])
  })
})

it('stops with a weak encryption key, without showing it', async () => {
  const { code, said } = await boot(parts[0]!, { PATCHBAY_ENCRYPTION_KEY: weak })
  expect([code !== 0, said.includes('PATCHBAY_ENCRYPTION_KEY'), said.includes('openssl rand -base64 32'), said.includes(weak)]).toEqual([true, true, true, false])
})

it('names everything that is missing at once', async () => {
  const { said } = await boot(parts[0]!, { DATABASE_URL: undefined, PAYLOAD_SECRET: undefined, PATCHBAY_ENCRYPTION_KEY: undefined })
  for (const variable of ['DATABASE_URL', 'PAYLOAD_SECRET', 'PATCHBAY_ENCRYPTION_KEY']) expect(said).toContain(`${variable} is not set.`)
})

describe('a direct address that leads elsewhere', () => {
  let database: TestDatabase
  let other: TestDatabase
  beforeAll(async () => {
    ;[database, other] = await Promise.all([createDatabase(), createDatabase({ isEmpty: true })])
  })
  afterAll(() => Promise.all([database.drop(), other.drop()]))

  it.each([...parts, 'src/worker/worker.ts'])('stops %s before it does anything there', async (part) => {
    const { code, said } = await boot(part, { DATABASE_URL: database.url, DATABASE_DIRECT_URL: other.url })
    expect([code, said.trim()]).toEqual([1, 'DATABASE_DIRECT_URL names another database than DATABASE_URL. Set it to the same database without the pooler, or leave it out.'])
    const client = new pg.Client({ connectionString: other.url })
    await client.connect()
    const { rows } = await client.query(`select count(*)::int as tables from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`)
    await client.end()
    expect(rows).toEqual([{ tables: 0 }])
  })

  it('is told from another way to the same database, and from none', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    const same = new URL(database.url)
    same.searchParams.set('application_name', 'another way')
    expect(await Promise.all([same.href, other.url, 'postgres://127.0.0.1:1/none'].map((url) => hearsPool({ url, pool })))).toEqual(['same', 'other', 'unknown'])
    await pool.end()
  })
})
