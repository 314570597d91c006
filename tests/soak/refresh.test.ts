import { afterAll, beforeAll, expect, it } from 'vitest'
import { failpoints, inTurns, type Killing, killOnce, tabulate } from '#tests/support/killTable.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { startElsewhere } from '#tests/support/startElsewhere.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { type Grant, startTokenService, type TokenMode, type TokenService } from '#tests/support/startTokenService.ts'
import { writeSoak } from '#tests/support/writeSoak.ts'

/** The long forms of tests/int/refreshCrash.test.ts; what came of them is written down and committed (bench/soak). */

const modes: TokenMode[] = ['strict', 'grace', 'static']
let stage: Stage
let account: StageAccount

beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
})
afterAll(async () => {
  await stage?.stop()
})

async function grantMany({ service, provider, count }: { service: TokenService; provider: string; count: number }): Promise<{ id: string; grant: Grant }[]> {
  const grants = Array.from({ length: count }, () => service.newGrant())
  return inTurns({ items: grants, atOnce: 4, work: async (grant) => ({ grant, id: await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant, provider, endsInSeconds: 20, dueInSeconds: 0 }) }) })
}

it('8 processes call with 200 connections of a strict service for two minutes: one exchange for each token, none dead', async () => {
  const [processes, seconds] = [8, 120]
  const service = await startTokenService({ expiresInSeconds: 20 })
  await stage.importRows(service.row({ key: 'tokens-short', name: 'Short tokens' }))
  const made = await grantMany({ service, provider: 'tokens-short', count: 200 })
  const connections = made.map(({ id }) => id)
  const ended = await Promise.all(Array.from({ length: processes }, () => startElsewhere({ env: stage.env, work: { account: account.id, connections, forMs: seconds * 1000 } }).done))
  const answers: Record<string, number> = {}
  for (const { seen } of ended) for (const [what, count] of Object.entries(seen)) answers[what] = (answers[what] ?? 0) + count
  const all = made.flatMap(({ grant }) => grant.exchanges)
  const alive = await stage.sql<{ count: number }>(`select count(*)::int as count from connections where id = any($1) and status = 'active'`, [connections])
  const result = { processes, connections: made.length, seconds, answers, exchanges: all.length, tokensAskedForTwice: all.filter((count) => count !== 1).length, reuses: made.reduce((sum, { grant }) => sum + grant.reuses, 0), dead: made.length - (alive[0]?.count ?? 0) }
  writeSoak({ name: 'concurrency', result })
  await service.stop()
  expect(ended.map(({ signal }) => signal)).toEqual(Array.from({ length: processes }, () => null))
  expect(result).toMatchObject({ tokensAskedForTwice: 0, reuses: 0, dead: 0 })
  expect(Object.keys(answers)).toEqual(['200'])
  expect(result.exchanges).toBeGreaterThan(1_000)
}, 600_000)

it('200 processes killed while they renew: nothing lost where the service helps, every loss elsewhere labelled', async () => {
  const round: Killing[] = modes.flatMap((mode) => [...failpoints.map((at) => ({ mode, at })), { mode, at: 'any moment' as const }])
  const items = Array.from({ length: 200 }, (_, index) => round[index % round.length] as Killing)
  const results = await inTurns({ items, atOnce: 3, work: async (killing) => ({ killing, outcomes: await killOnce({ field: { stage, account }, killing }) }) })
  const table = tabulate(results)
  const sum = (outcome: 'lost' | 'mislabelled' | 'lost_response'): number => Object.values(table).reduce((total, row) => total + (row[outcome] ?? 0), 0)
  writeSoak({ name: 'kills', result: { kills: items.length, table, labelled: sum('lost_response'), mislabelled: sum('mislabelled'), lostWhereTheServiceHelps: sum('lost') } })
  expect([sum('mislabelled'), sum('lost')]).toEqual([0, 0])
  // Only an answer that was given out and not stored can be lost.
  expect(Object.entries(table).filter(([, row]) => row.lost_response !== undefined).map(([name]) => name)).toEqual(expect.arrayContaining(['strict after_exchange']))
  for (const at of ['after_lease', 'before_exchange', 'after_store']) expect(Object.keys(table[`strict ${at}`] ?? {})).toEqual(['renewed'])
}, 1_800_000)
