import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import next from 'next'
import { readBuildEnv, readEnv } from '#src/env.ts'
import { checkDirectUrl } from '#src/server/checkDirectUrl.ts'
import { checkVault } from '#src/server/checkVault.ts'
import { onEndSigns } from '#src/server/onEndSigns.ts'
import { runForReader } from '#src/messages/runForReader.ts'
import { runWithPageStatus } from '#src/server/pageStatus.ts'
import { runtime } from '#src/server/runtime.ts'
import { serveMetrics } from '#src/server/serveMetrics.ts'
import { answerHealth } from './answerHealth.ts'
import { composeProxy } from './composeProxy.ts'
import { createDrain } from './createDrain.ts'
import { createFront } from './createFront.ts'
import { createFrontServer } from './createFrontServer.ts'
import { explainBoot } from './explainBoot.ts'
import { parseTrustedProxies } from './parseTrustedProxies.ts'

/** The web process: pages, admin and API through Next, the proxy beside it, on one port. Configured by env only. */

const drainMs = 10_000
const closeMs = 10_000

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
  const handle = app.getRequestHandler()
  const drain = createDrain()
  const front = createFront({
    handleNext: answerHealth({ isDraining: drain.isDraining, handleNext: (req, res) => runForReader({ req, work: () => runWithPageStatus({ res, work: () => handle(req, res) }) }) }),
    handleProxy: proxy.handle,
    isHttps: env.PATCHBAY_PUBLIC_URL.startsWith('https:'),
    trustedProxies,
    origins: readBuildEnv().origins,
  })
  const server = createFrontServer(drain.around(front))
  // Reloading in the browser during development.
  if (isDev) server.on('upgrade', app.getUpgradeHandler())

  server.listen(env.PORT, env.HOST)
  await once(server, 'listening')

  onEndSigns(async (sign) => {
    await drain.end({ server, noticeMs: sign === 'SIGTERM' ? env.PATCHBAY_DRAIN_SECONDS * 1_000 : 0, deadlineMs: drainMs })
    // A database that takes nothing any more is to hold up nobody for good.
    await Promise.race([proxy.close(), wait(closeMs)])
    // Payload's database client never lets go by itself, so nothing but exit() ends this process; what is left is cut.
    await Promise.race([Promise.all([app.close(), runtime().close()]), wait(2_000)])
    process.exit(0)
  })
  process.send?.({ type: 'ready', url: env.PATCHBAY_PUBLIC_URL })
}

serve().catch((error: NodeJS.ErrnoException) => {
  console.error(explainBoot(error))
  process.exit(1)
})
