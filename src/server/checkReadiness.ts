import { runtime } from './runtime.ts'
import { proveVault } from './stores/proveVault.ts'
import { runOnPool, sql } from './stores/statement.ts'

export type Readiness = { isReady: boolean; checks: Record<'database' | 'vault' | 'listener', 'ok' | 'failing'> }

/** Probes come from everywhere and often; the database hears of one in this time. */
const keptMs = 1_000
/** A database that takes the question and says nothing is as good as none. */
const deadlineMs = 2_000

let known: { at: number; readiness: Promise<Readiness> } | undefined

/**
 * Whether this process can serve calls now: its database answers, and its key opens what is stored. A listener that hears
 * of no changes is told and no reason to send calls elsewhere: nothing is remembered meanwhile, and each call asks the
 * database. Never rejects.
 */
export function checkReadiness(): Promise<Readiness> {
  const at = performance.now()
  if (known === undefined || at - known.at > keptMs) known = { at, readiness: ask() }
  return known.readiness
}

async function ask(): Promise<Readiness> {
  const { pool, dataKeys, changes } = runtime()
  // It begins with the first question; a process that was never asked anything is to say whether it would hear.
  changes.start()
  const database = await isAnswered(runOnPool({ pool, query: sql`select 1`, deadlineMs }))
  const vault = database && (await isAnswered(proveVault({ pool, dataKeys })))
  return { isReady: vault, checks: { database: database ? 'ok' : 'failing', vault: vault ? 'ok' : 'failing', listener: changes.isFresh() ? 'ok' : 'failing' } }
}

async function isAnswered(question: Promise<unknown>): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), deadlineMs)
  return Promise.race([question.then(() => true, () => false), tooLate]).finally(() => clearTimeout(timer))
}
