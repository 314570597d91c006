import assert from 'node:assert/strict'
import packageJson from '../../package.json' with { type: 'json' }
import { runtime } from './runtime.ts'
import { proveVault } from './stores/proveVault.ts'
import { runOnPool, sql } from './stores/statement.ts'
import { isQueueServed } from './stores/workers.ts'

type Check = 'ok' | 'failing'
/** `draining`: the process that was asked is about to end, and is to be sent no more. */
export type Health = { status: 'ok' | 'failing' | 'draining'; version: string; checks: { database: Check; vault: Check; queue: Check } }

/** One round trip each, no secrets. `queue` fails where a worker has gone without a word and none has taken its place. */
export async function checkHealth(): Promise<Health> {
  const { pool, dataKeys } = runtime()
  const database = await passes(() => runOnPool({ pool, query: sql`select 1`, deadlineMs: 2_000 }))
  const vault = database === 'ok' ? await passes(() => proveVault({ pool, dataKeys })) : 'failing'
  const queue = database === 'ok' ? await passes(async () => assert(await isQueueServed({ pool }))) : 'failing'
  const checks = { database, vault, queue }
  return { status: Object.values(checks).every((check) => check === 'ok') ? 'ok' : 'failing', version: packageJson.version, checks }
}

async function passes(work: () => Promise<unknown>): Promise<Check> {
  try {
    await work()
    return 'ok'
  } catch {
    return 'failing'
  }
}
