import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrateDatabase } from '#src/server/migrateDatabase.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { expectStatus, makeWorld, type World } from '#tests/support/makeWorld.ts'
import { startEmptyServer, type TestServer } from '#tests/support/startServer.ts'
import { type Grant, holdAnswer, startTokenService, type TokenService } from '#tests/support/startTokenService.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/embeddedPostgres.ts'

/** The database goes away while a strict service gives out a new token: what it gave is in one place only, and is not lost. */

const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-refresh-'))
const startPostgres = () => startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
let postgres: EmbeddedPostgres
let server: TestServer
let world: World
let service: TokenService
let pool: pg.Pool

beforeAll(async () => {
  postgres = await startPostgres()
  await migrateDatabase(postgres.url)
  server = await startEmptyServer({ env: { DATABASE_URL: postgres.url } })
  pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => undefined)
  world = await makeWorld({ ...server, sql: async (text, values = []) => (await pool.query(text, values)).rows })
  service = await startTokenService()
  expectStatus(await server.request('POST', '/api/integration-providers/import', { as: world.platform, body: { providers: [service.row()] } }))
})
afterAll(async () => {
  await world?.stop()
  await Promise.all([server?.stop(), pool?.end(), service?.stop()])
  await postgres?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function granted(): Promise<{ id: string; grant: Grant }> {
  const grant = service.newGrant()
  return { grant, id: await makeGranted({ payload: server.payload, account: world.a.id, owner: world.a.people.owner.id, service, grant, endsInSeconds: -1, dueInSeconds: -300 }) }
}

it('a token that was given out while the database restarts is stored when it is back, and whoever waited has it', async () => {
  const { resolveCredential } = await import('#src/patchbay.ts')
  const made = await Promise.all(Array.from({ length: 5 }, granted))
  const gate = holdAnswer()
  service.turn({ after: gate.hold })
  const asked = Promise.all(made.map(async ({ id }) => (await resolveCredential({ account: world.a.id, provider: 'tokens', connectionId: id })).values.accessToken))
  await expect.poll(() => made.every(({ grant }) => grant.generation === 1), { timeout: 10_000 }).toBe(true)
  await postgres.stop()
  gate.release()
  service.turn()
  postgres = await startPostgres()
  expect(await asked).toEqual(made.map(({ grant }) => grant.accessToken))
  const { rows } = await pool.query(`select status, refresh_intent_at, lease_owner from connections where id = any($1)`, [made.map(({ id }) => id)])
  expect(rows).toEqual(made.map(() => ({ status: 'active', refresh_intent_at: null, lease_owner: null })))
  expect(made.map(({ grant }) => [grant.exchanges, grant.reuses])).toEqual(made.map(() => [[1], 0]))
})

it('one that was not asked for yet is asked for afterwards, once', async () => {
  const { refreshConnection } = await import('#src/server/refreshConnection.ts')
  const { id, grant } = await granted()
  await postgres.stop()
  const failed = await refreshConnection({ connectionId: id, reason: 'expiry' }).catch((error: unknown) => error)
  const { toPatchbayError } = await import('#src/server/toPatchbayError.ts')
  expect(toPatchbayError(failed).code).toBe('database_unavailable')
  postgres = await startPostgres()
  expect(grant.exchanges).toEqual([])
  await expect.poll(() => refreshConnection({ connectionId: id, reason: 'expiry' }).then(({ outcome }) => outcome, () => 'not yet'), { timeout: 10_000 }).toMatch(/refreshed|unchanged/)
  expect(grant.exchanges).toEqual([1])
})
