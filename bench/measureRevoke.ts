import pg from 'pg'
import { type Answer, Client, writeRequest } from './processes/Client.ts'
import { type Process, startProcess } from './startProcess.ts'
import type { Database } from './openPlace.ts'
import type { SeededAccount } from './seedDatabase.ts'
import type { Target } from './Target.ts'

export type RevokeFigures = { revoke_p99_ms: number; revoke_cut_s?: number; delaysMs: number[] }

type Question = { database: Database; patchbay: Target; /** Places in the database's accounts; each is revoked once. */ from: number; count: number }

/**
 * One process revokes while another is called without a pause. A delay runs from the moment the first one has said that
 * it is done to the end of the first call that is refused; 0 when that came sooner.
 */
export async function measureRevoke({ database, patchbay, from, count }: Question): Promise<RevokeFigures> {
  // Before the other process listens for changes too.
  const listeners = await findListeners(database.url)
  const admin = await startProcess({ script: 'bench/processes/admin.ts', env: database.env })
  try {
    const delaysMs: number[] = []
    for (let index = 0; index < count; index += 1) delaysMs.push(await revokeOne({ admin, patchbay, database, index: from + index }))
    const sorted = [...delaysMs].sort((a, b) => a - b)
    const revoke_p99_ms = sorted[Math.min(count - 1, Math.floor(count * 0.99))] ?? Number.NaN
    // Nothing was cut: a figure would say nothing.
    if (listeners.length === 0) return { revoke_p99_ms, delaysMs }
    return { revoke_p99_ms, delaysMs, revoke_cut_s: await whileSilent({ pids: listeners, work: () => revokeOne({ admin, patchbay, database, index: from + count }) }) / 1000 }
  } finally {
    await admin.stop()
  }
}

async function revokeOne({ admin, patchbay, database, index }: { admin: Process; patchbay: Target; database: Database; index: number }): Promise<number> {
  const account = database.accounts[index] as SeededAccount
  const request = writeRequest({ ...(patchbay.requests[index] as Target['requests'][number]), body: '{"model":"bench-1"}' })
  const client = new Client(patchbay.port)
  try {
    for (let call = 0; call < 5; call += 1) requireStatus({ answer: await client.send(request), wanted: 200 })
    const revoking = admin.ask<{ status: number; answeredAt: string; error?: string }>({ connection: account.connection, token: account.token })
    let refusedAt = 0n
    while (refusedAt === 0n) {
      const answer = await client.send(request)
      if (answer.status !== 200) refusedAt = process.hrtime.bigint()
      if (answer.status >= 500) requireStatus({ answer, wanted: 409 })
    }
    const { status, answeredAt, error } = await revoking
    if (status !== 200) throw new Error(`revoking was answered with ${status} ${error ?? ''}`)
    return Math.max(0, Number(refusedAt - BigInt(answeredAt)) / 1e6)
  } finally {
    client.close()
  }
}

function requireStatus({ answer, wanted }: { answer: Answer; wanted: number }): void {
  if (answer.status !== wanted) throw new Error(`a call was answered with ${answer.head}`)
}

/** Postgres processes that serve a LISTEN connection. */
async function findListeners(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'patchbay changes'`)
    return rows.map(({ pid }) => pid)
  } finally {
    await client.end()
  }
}

/** A stopped process keeps its connection open and says nothing, as a machine that vanished would. */
async function whileSilent({ pids, work }: { pids: number[]; work: () => Promise<number> }): Promise<number> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    return await work()
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}
