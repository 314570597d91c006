import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failpoints, inTurns, type Killing, killOnce, tabulate } from '#tests/support/killTable.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { startElsewhere } from '#tests/support/startElsewhere.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { type Grant, startTokenService, type TokenMode, type TokenService } from '#tests/support/startTokenService.ts'

/** Several real processes on one database, and processes that die at every step: no token is fetched twice, none is lost without a word. */

const modes: TokenMode[] = ['strict', 'grace', 'static']
let stage: Stage
let account: StageAccount
let services: Record<TokenMode, TokenService>

beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  services = { strict: await startTokenService(), grace: await startTokenService({ mode: 'grace' }), static: await startTokenService({ mode: 'static' }) }
  await stage.importRows(...modes.map((mode) => services[mode].row({ key: `tokens-${mode}`, name: `Tokens ${mode}` })))
})
afterAll(async () => {
  await stage?.stop()
  await Promise.all(modes.map((mode) => services?.[mode].stop()))
})

describe('a process killed while it renews a token', () => {
  it('loses nothing where the service helps, and says so where it does not: failpoint by failpoint', async () => {
    const killings: Killing[] = modes.flatMap((mode) => [...failpoints.map((at) => ({ mode, at })), { mode, at: 'any moment' as const }])
    const items = [...killings, ...killings.filter(({ mode }) => mode === 'strict')]
    expect(items).toHaveLength(20)
    const results = await inTurns({ items, atOnce: 3, work: async (killing) => ({ killing, outcomes: await killOnce({ field: { stage, account, services }, killing }) }) })
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
    const grant = services.strict.newGrant()
    const id = await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service: services.strict, grant, provider: 'tokens-strict', endsInSeconds: 60, dueInSeconds: -1 })
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
