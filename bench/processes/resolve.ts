import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { getAiConfig } from '#src/server/getAiConfig.ts'
import { runtime } from '#src/server/runtime.ts'

/** getAiConfig in a process that has just started: cold for each account once, then warm. Credentials are opened each time. */

type Work = { accounts: string[]; /** Warm resolves after the cold ones. */ warm: number }
export type Resolved = { coldMs: number[]; /** Of each cold one. */ statements: number[]; warmCpuUs: number[] }

type Count = { statements: number; isOver: boolean }
const counts = new AsyncLocalStorage<Count>()

/** Statements that a resolve waits for; what is written by and by goes on after it is over. */
function countStatements(): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
  pg.Client.prototype.query = function (this: unknown, ...args: unknown[]) {
    const count = counts.getStore()
    if (count !== undefined && !count.isOver) count.statements += 1
    return query.apply(this, args)
  } as typeof pg.Client.prototype.query
}

async function run({ accounts, warm }: Work): Promise<Resolved> {
  countStatements()
  // Connected, compiled, and whatever the first resolve of a process starts.
  for (let index = 0; index < 30; index += 1) await getAiConfig({ account: accounts[0] ?? '', provider: 'bench' })
  const cold: { ms: number; statements: number }[] = []
  for (const account of accounts.slice(1)) {
    const count: Count = { statements: 0, isOver: false }
    const startedAt = performance.now()
    await counts.run(count, () => getAiConfig({ account, provider: 'bench' }))
    count.isOver = true
    cold.push({ ms: performance.now() - startedAt, statements: count.statements })
  }
  const warmCpuUs: number[] = []
  for (let batch = 0; batch < (warm > 0 ? 6 : 0); batch += 1) {
    const before = process.cpuUsage()
    for (let index = 0; index < warm; index += 1) await getAiConfig({ account: accounts[index % accounts.length] ?? '', provider: 'bench' })
    const { user, system } = process.cpuUsage(before)
    // The first one compiles.
    if (batch > 0) warmCpuUs.push((user + system) / warm)
  }
  return { coldMs: cold.map(({ ms }) => ms), statements: cold.map(({ statements }) => statements), warmCpuUs }
}

process.on('message', (work: Work) => {
  void run(work)
    .then((resolved) => process.send?.({ resolved }), (error: Error) => process.send?.({ error: error.message }))
})
process.once('SIGTERM', () => void runtime().close().finally(() => process.exit(0)))
process.channel?.ref()
process.send?.({ type: 'ready' })
