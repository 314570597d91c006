import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { refreshConnection } from '#src/server/refreshConnection.ts'
import type { Stage, StageAccount } from './startStage.ts'
import { makeGranted } from './makeGranted.ts'
import { startElsewhere } from './startElsewhere.ts'
import { type Grant, startTokenService, type TokenMode } from './startTokenService.ts'

export const failpoints = ['after_lease', 'before_exchange', 'after_exchange', 'after_store'] as const
export type Killing = { mode: TokenMode; at: (typeof failpoints)[number] | 'any moment' }

/**
 * `renewed`: the next process went on as if nothing had happened. `lost_response`: the grant is gone and its owner is
 * told that an answer was lost. `mislabelled`: told anything else; `lost`: gone although the service would have helped.
 */
export type KillOutcome = 'renewed' | 'lost_response' | 'mislabelled' | 'lost'

type Field = { stage: Stage; account: StageAccount }

/** Kills a process that renews a token (or many), lets its lease run out, and says what the next one found. */
export async function killOnce({ field: { stage, account }, killing: { mode, at } }: { field: Field; killing: Killing }): Promise<KillOutcome[]> {
  // Its own, so that whoever is connected to it is the process that dies.
  const service = await startTokenService({ mode })
  const name = `tokens-${mode}-${randomBytes(4).toString('hex')}`
  await stage.importRows(service.row({ key: name, name }))
  const due = at === 'any moment' ? 6 : 1
  const made: { id: string; grant: Grant }[] = []
  for (let index = 0; index < due; index += 1) {
    const grant = service.newGrant()
    made.push({ grant, id: await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant, provider: name, endsInSeconds: 60, dueInSeconds: -1 }) })
  }
  const connections = made.map(({ id }) => id)
  const { child, done } = startElsewhere({ env: { ...stage.env, PGAPPNAME: name, ...(at === 'any moment' ? {} : { PATCHBAY_FAILPOINT: at }) }, work: { account: account.id, connections, ...(at === 'any moment' ? { forMs: 60_000 } : {}) } })
  if (at === 'any moment') {
    // Not before it has begun.
    for (const before = service.tokenRequests(); service.tokenRequests() === before && child.exitCode === null; ) await sleep(2)
    await sleep(Math.random() * 25)
    child.kill('SIGKILL')
  }
  const { signal, output } = await done
  if (signal !== 'SIGKILL') throw new Error(`The process was to be killed ${at} and was not: ${output.slice(0, 2_000)}`)
  // What it sent in its last moment arrives within its minute: a statement that takes a lease, a request that uses a token up.
  await Promise.all([service.whenLeft(), whenGone({ stage, name })])
  // As if its minute had passed.
  await stage.sql('update connections set lease_until = now() where id = any($1)', [connections])
  const outcomes = await Promise.all(made.map(({ id, grant }) => judge({ stage, id, grant, mode })))
  await service.stop()
  return outcomes
}

/** The database has ended every session of that name, and with them what they were at. */
async function whenGone({ stage, name }: { stage: Stage; name: string }): Promise<void> {
  while ((await stage.sql('select 1 from pg_stat_activity where application_name = $1', [name])).length > 0) await sleep(5)
}

async function judge({ stage, id, grant, mode }: { stage: Stage; id: string; grant: Grant; mode: TokenMode }): Promise<KillOutcome> {
  const { outcome } = await refreshConnection({ connectionId: id, reason: 'by_hand' })
  const [row] = await stage.sql('select status, status_note from connections where id = $1', [id])
  if (outcome === 'refreshed' && row?.status !== 'error' && !grant.isRevoked && grant.reuses === 0) return 'renewed'
  if (mode !== 'strict') return 'lost'
  return row?.status === 'error' && String(row.status_note).startsWith('lost_response') ? 'lost_response' : 'mislabelled'
}

/** killing → outcome → how often. */
export function tabulate(results: { killing: Killing; outcomes: KillOutcome[] }[]): Record<string, Partial<Record<KillOutcome, number>>> {
  const table: Record<string, Partial<Record<KillOutcome, number>>> = {}
  for (const { killing, outcomes } of results) {
    const row = (table[`${killing.mode} ${killing.at}`] ??= {})
    for (const outcome of outcomes) row[outcome] = (row[outcome] ?? 0) + 1
  }
  return table
}

/** Runs `work` for each item, `atOnce` at a time. */
export async function inTurns<Item, Result>({ items, atOnce, work }: { items: Item[]; atOnce: number; work: (item: Item) => Promise<Result> }): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as Item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
