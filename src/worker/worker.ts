import { EnvRefusal, readEnv } from '#src/env.ts'
import { checkDirectUrl } from '#src/server/checkDirectUrl.ts'
import { checkVault } from '#src/server/checkVault.ts'
import { onEndSigns } from '#src/server/onEndSigns.ts'
import { runtime } from '#src/server/runtime.ts'
import { serveMetrics } from '#src/server/serveMetrics.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'
import { jobs } from './jobs.ts'
import { startWorker } from './startWorker.ts'

/** The worker process: what is to happen without anybody asking. Any number may run; configured by env only. */
async function work(): Promise<void> {
  const env = readEnv()
  await checkDirectUrl()
  await checkVault()
  const metrics = await serveMetrics({ part: 'worker' })
  const worker = await startWorker({ url: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL, pool: runtime().pool, jobs })

  onEndSigns(async () => {
    // Unref'd neither: with the database away nothing else would end this process.
    setTimeout(() => process.exit(1), 14_000)
    await worker.stop().catch(() => undefined)
    await runtime().close().catch(() => undefined)
    process.exit(0)
  })
  process.send?.({ type: 'ready', metricsPort: metrics?.port ?? null })
}

work().catch((error: NodeJS.ErrnoException) => {
  console.error(explain(error))
  process.exit(1)
})

function explain(error: NodeJS.ErrnoException): string {
  if (error instanceof EnvRefusal) return error.message
  // 42P01: there is no such table.
  if (error.code === '42P01') return 'The database is not migrated. Run npm run migrate first.'
  if (toPatchbayError(error).code === 'database_unavailable') return 'DATABASE_URL, or DATABASE_DIRECT_URL, names a database that cannot be reached. Start it, or correct the address.'
  return error.stack ?? error.message
}
