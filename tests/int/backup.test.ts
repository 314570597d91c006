import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateDatabase } from '#src/server/migrateDatabase.ts'
import type { World } from '#tests/support/makeWorld.ts'
import { type OnPostgres, startOnPostgres } from '#tests/support/startOnPostgres.ts'
import { startGateway } from '#tests/support/startGateway.ts'
import type { TestServer } from '#tests/support/startServer.ts'
import { findSystemPostgres, startSystemPostgres, type SystemPostgres } from '#tests/support/startSystemPostgres.ts'

/** What is backed up is worth nothing without the encryption key, and everything with it: a restored copy serves calls. */

/** pg_dump is for servers of its version or older, and the Postgres that comes with Patchbay brings no pg_dump. */
const bin = findSystemPostgres()
const folder = mkdtempSync(join(tmpdir(), 'patchbay-backup-'))
let postgres: SystemPostgres
let running: OnPostgres
let server: TestServer
let world: World
let pool: pg.Pool

beforeAll(async () => {
  if (bin === null) return
  postgres = await startSystemPostgres(bin)
  running = await startOnPostgres(postgres.url)
  ;({ server, world, pool } = running)
})
afterAll(async () => {
  await running?.stop()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** One call through a gateway on that database: its status, and whether the service saw the right key. */
async function callThrough(databaseUrl: string): Promise<[status: number, isGood: boolean]> {
  const gateway = await startGateway({ env: { ...server.env, DATABASE_URL: databaseUrl } })
  const seen = world.upstream.seen.length
  try {
    const response = await fetch(`${gateway.url}/api/proxy/connections/${world.a.connections.shared}/v1/me`, { headers: world.a.tokens.use.headers })
    await response.text()
    return [response.status, world.upstream.seen.slice(seen).some((request) => request.isGood)]
  } finally {
    await gateway.stop()
  }
}
const startWithAnotherKey = (databaseUrl: string): Promise<unknown> =>
  startGateway({ env: { ...server.env, DATABASE_URL: databaseUrl, PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64') } }).then((gateway) => gateway.stop().then(() => 'started'))

describe('a database that was dumped', () => {
  const dump = join(folder, 'patchbay.dump')

  it.skipIf(bin === null)('with pg_dump is whole in another database: the key opens what is in it, and no other key starts on it (skipped where this machine has no Postgres with its tools)', async () => {
    execFileSync(join(bin!, 'pg_dump'), ['--format=custom', '--compress=0', `--file=${dump}`, postgres.url])
    const text = readFileSync(dump, 'latin1')
    expect([text.includes(world.a.connections.shared), text.includes(world.goodKey), text.includes(server.env.PATCHBAY_ENCRYPTION_KEY ?? '')]).toEqual([true, false, false])

    await pool.query('create database restored')
    const restored = Object.assign(new URL(postgres.url), { pathname: '/restored' }).href
    execFileSync(join(bin!, 'pg_restore'), ['--exit-on-error', `--dbname=${restored}`, dump])
    expect(await callThrough(restored)).toEqual([200, true])
    await expect(startWithAnotherKey(restored)).rejects.toThrow('PATCHBAY_ENCRYPTION_KEY is not the key this database was sealed with')
    // Nothing is left to do for the release step either: what is recorded as migrated came along.
    expect(await migrateDatabase(restored)).toEqual([])
  })
})
