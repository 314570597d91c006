import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { failpoints, inTurns, type Killing, killOnce, tabulate } from '#tests/support/killTable.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { startElsewhere } from '#tests/support/startElsewhere.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { type Grant, startTokenService, type TokenMode, type TokenService } from '#tests/support/startTokenService.ts'

/** Several real processes on one database, and processes that die at every step: no token is fetched twice, none is lost without a word. */

const modes: TokenMode[] = ['strict', 'grace', 'static']
let stage: Stage
let account: StageAccount
let strict: TokenService

beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  strict = await startTokenService()
  await stage.importRows(strict.row())
})
afterAll(async () => {
  await stage?.stop()
  await strict?.stop()
})

describe('a process killed while it renews a token', () => {
  it('loses nothing where the service helps, and says so where it does not: failpoint by failpoint', async () => {
    const killings: Killing[] = modes.flatMap((mode) => [...failpoints.map((at) => ({ mode, at })), { mode, at: 'any moment' as const }])
    const items = [...killings, ...killings.filter(({ mode }) => mode === 'strict')]
    expect(items).toHaveLength(20)
    const results = await inTurns({ items, atOnce: 3, work: async (killing) => ({ killing, outcomes: await killOnce({ field: { stage, account }, killing }) }) })
    const table = tabulate(results)
    expect(table).toMatchObject({
      'strict after_lease': { renewed: 2 }, 'strict before_exchange': { renewed: 2 }, 'strict after_exchange': { lost_response: 2 }, 'strict after_store': { renewed: 2 },
      'grace after_lease': { renewed: 1 }, 'grace before_exchange': { renewed: 1 }, 'grace after_exchange': { renewed: 1 }, 'grace after_store': { renewed: 1 }, 'grace any moment': { renewed: 6 },
      'static after_lease': { renewed: 1 }, 'static before_exchange': { renewed: 1 }, 'static after_exchange': { renewed: 1 }, 'static after_store': { renewed: 1 }, 'static any moment': { renewed: 6 },
    })
    expect(Object.values(table).filter((row) => row.mislabelled !== undefined || row.lost !== undefined)).toEqual([])
    // Twenty processes start and die; on a busy machine each takes its time.
  }, 240_000)

  it('holds the others up for its lease at most, and nobody else while its token serves', async () => {
    const grant = strict.newGrant()
    const id = await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service: strict, grant, endsInSeconds: 60, dueInSeconds: -1 })
    await startElsewhere({ env: { ...stage.env, PATCHBAY_FAILPOINT: 'before_exchange' }, work: { account: account.id, connections: [id] } }).done
    const [row] = await stage.sql('select extract(epoch from lease_until - now())::int as left, refresh_intent_at is not null as has_intent from connections where id = $1', [id])
    expect(row).toMatchObject({ left: expect.toSatisfy((seconds: number) => seconds > 20 && seconds <= 60), has_intent: true })
    const { callProvider } = await import('#src/patchbay.ts')
    const answer = await callProvider({ account: account.id, connectionId: id, path: '/me' })
    await answer.text()
    expect(answer.status).toBe(200)
    expect(grant.exchanges).toEqual([])
  })
})

describe('a worker killed in the middle of its job', () => {
  it.each([
    ['before_exchange', 'the connection lives', ['active', null]],
    ['after_exchange', 'a strict service takes its token once: the owner is told that an answer was lost', ['error', expect.stringMatching(/^lost_response: /)]],
  ] as const)('%s: another takes it over, and %s', async (at, _what, ends) => {
    const grant = strict.newGrant()
    const id = await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service: strict, grant, endsInSeconds: 600, dueInSeconds: -1 })
    const killed = spawn(process.execPath, [join(import.meta.dirname, '../../src/worker/worker.ts')], { env: { ...process.env, ...stage.env, PATCHBAY_FAILPOINT: at }, stdio: 'ignore' })
    expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL'])
    expect(grant.exchanges).toEqual(at === 'before_exchange' ? [] : [1])
    expect(await stage.sql(`select data->>'id' as id from pgboss.job where name = 'refresh-one' and state = 'active'`)).toEqual([{ id }])
    // As if its lease, and the time after which its silence is noticed, had passed.
    await stage.sql('update connections set lease_until = now() where id = $1', [id])
    await stage.sql(`update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`)
    const { startWorker, jobs, runtime } = await loadWorker()
    const other = await startWorker({ url: stage.databaseUrl, pool: runtime().pool, jobs: jobs.filter(({ name }) => name === 'refresh-due' || name === 'refresh-one') })
    try {
      await vi.waitFor(async () => expect(await stage.sql('select status, status_note, lease_owner, refresh_intent_at from connections where id = $1', [id])).toEqual([{ status: ends[0], status_note: ends[1], lease_owner: null, refresh_intent_at: null }]), { timeout: 60_000, interval: 250 })
      expect(grant.exchanges).toEqual([1])
    } finally {
      await other.stop()
    }
  }, 120_000)
})

/** After the stage has set the environment, which these read when they load. */
async function loadWorker() {
  const [{ startWorker }, { jobs }, { runtime }] = await Promise.all([import('#src/worker/startWorker.ts'), import('#src/worker/jobs.ts'), import('#src/server/runtime.ts')])
  return { startWorker, jobs, runtime }
}

describe('eight processes that call with the same connections while their tokens end all the time', () => {
  it('fetch each token once, refuse no call, and lose no connection, also where two clocks are ten minutes wrong', async () => {
    const service = await startTokenService({ expiresInSeconds: 6 })
    await stage.importRows(service.row({ key: 'tokens-short', name: 'Short tokens' }))
    const made: { id: string; grant: Grant }[] = []
    for (let index = 0; index < 16; index += 1) {
      const grant = service.newGrant()
      made.push({ grant, id: await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant, provider: 'tokens-short', endsInSeconds: 1, dueInSeconds: 0 }) })
    }
    const connections = made.map(({ id }) => id)
    const skews = [0, 600_000, 0, -600_000, 0, 0, 0, 0]
    const ended = await Promise.all(skews.map((skewMs) => startElsewhere({ env: stage.env, work: { account: account.id, connections, forMs: 8_000, skewMs } }).done))
    const seen = ended.map((one) => one.seen)
    expect(ended.map(({ signal, output }) => [signal, signal === null && output.includes('"200"') ? '' : output])).toEqual(skews.map(() => [null, '']))
    expect(seen.map((one) => Object.keys(one))).toEqual(skews.map(() => ['200']))
    expect(made.map(({ grant }) => [grant.isRevoked, grant.reuses, grant.exchanges.filter((count) => count !== 1)])).toEqual(made.map(() => [false, 0, []]))
    expect(made.every(({ grant }) => grant.generation >= 1)).toBe(true)
    expect(await stage.sql(`select status, count(*)::int as count from connections where id = any($1) group by status`, [connections])).toEqual([{ status: 'active', count: 16 }])
    await service.stop()
  }, 120_000)
})
