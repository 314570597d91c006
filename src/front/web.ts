import { once } from 'node:events'
import { join } from 'node:path'
import next from 'next'
import { readBuildEnv, readEnv } from '#src/env.ts'
import { checkDirectUrl } from '#src/server/checkDirectUrl.ts'
import { checkVault } from '#src/server/checkVault.ts'
import { runForReader } from '#src/messages/runForReader.ts'
import { runWithPageStatus } from '#src/server/pageStatus.ts'
import { runtime } from '#src/server/runtime.ts'
import { serveMetrics } from '#src/server/serveMetrics.ts'
import { composeProxy } from './composeProxy.ts'
import { createFront } from './createFront.ts'
import { createFrontServer } from './createFrontServer.ts'
import { drainServer } from './drainServer.ts'
import { explainBoot } from './explainBoot.ts'
import { parseTrustedProxies } from './parseTrustedProxies.ts'

/** The web process: pages, admin and API through Next, the proxy beside it, on one port. Configured by env only. */

const drainMs = 10_000

async function serve(): Promise<void> {
  const env = readEnv()
  const trustedProxies = parseTrustedProxies(env.PATCHBAY_TRUSTED_PROXIES)
  // Also where nothing prepared the database just before: what a wrong key sealed, no other process could open.
  await checkDirectUrl()
  await checkVault()
  const isDev = env.NODE_ENV === 'development'
  const app = next({ dev: isDev, dir: join(import.meta.dirname, '../..'), hostname: env.HOST, port: env.PORT })
  await app.prepare()

  const metrics = await serveMetrics({ part: 'web' })
  const proxy = composeProxy({ count: metrics?.countCall })
  const handleNext = app.getRequestHandler()
  const front = createFront({
    handleNext: (req, res) => runForReader({ req, work: () => runWithPageStatus({ res, work: () => handleNext(req, res) }) }),
    handleProxy: proxy.handle,
    isHttps: env.PATCHBAY_PUBLIC_URL.startsWith('https:'),
    trustedProxies,
    origins: readBuildEnv().origins,
  })
  const server = createFrontServer(front)
  // Reloading in the browser during development.
  if (isDev) server.on('upgrade', app.getUpgradeHandler())

  server.listen(env.PORT, env.HOST)
  await once(server, 'listening')

  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    await drainServer({ server, deadlineMs: drainMs })
    await proxy.close()
    // Payload's database client never lets go by itself, so nothing but exit() ends this process; what is left is cut.
    await Promise.race([Promise.all([app.close(), runtime().close()]), new Promise((resolve) => setTimeout(resolve, 2_000).unref())])
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
  // The process that started us is gone, even if it was killed and could not say so.
  process.on('disconnect', () => void stop())
  process.send?.({ type: 'ready', url: env.PATCHBAY_PUBLIC_URL })
}

serve().catch((error: NodeJS.ErrnoException) => {
  console.error(explainBoot(error))
  process.exit(1)
})
