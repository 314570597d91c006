import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { readEnv } from '#src/env.ts'
import { composeProxy } from '#src/front/composeProxy.ts'
import { createDrain } from '#src/front/createDrain.ts'
import { createFront } from '#src/front/createFront.ts'
import { createFrontServer } from '#src/front/createFrontServer.ts'
import { explainBoot } from '#src/front/explainBoot.ts'
import { parseTrustedProxies } from '#src/front/parseTrustedProxies.ts'
import { checkDirectUrl } from '#src/server/checkDirectUrl.ts'
import { checkReadiness } from '#src/server/checkReadiness.ts'
import { checkVault } from '#src/server/checkVault.ts'
import { onEndSigns } from '#src/server/onEndSigns.ts'
import { runtime } from '#src/server/runtime.ts'
import { serveMetrics } from '#src/server/serveMetrics.ts'
import { answerProbe } from './answerProbe.ts'

/** The gateway process: calls with API tokens, and nothing else. Any number may run; configured by env only. */

/** Answers of models stream for long; Kubernetes waits 30 s before it kills. */
const drainMs = 25_000
const closeMs = 15_000

async function serve(): Promise<void> {
  const env = readEnv({ isForTokensOnly: true })
  const trustedProxies = parseTrustedProxies(env.PATCHBAY_TRUSTED_PROXIES)
  await checkDirectUrl()
  await checkVault()

  const drain = createDrain()
  const metrics = await serveMetrics({ part: 'gateway' })
  const proxy = composeProxy({ takesSessions: false, count: metrics?.countCall })
  const front = createFront({
    handleNext: answerProbe({ isDraining: drain.isDraining, checkReadiness }),
    handleProxy: proxy.handle,
    isHttps: env.PATCHBAY_PUBLIC_URL.startsWith('https:'),
    trustedProxies,
  })
  const server = createFrontServer(drain.around(front))
  server.listen(env.PORT, env.HOST)
  await once(server, 'listening')

  onEndSigns(async (sign) => {
    // A person at a terminal, or the process that started us and is gone: no balancer is to hear of it first.
    const noticeMs = sign === 'SIGTERM' ? env.PATCHBAY_DRAIN_SECONDS * 1_000 : 0
    say({ event: 'gateway_draining', noticeMs })
    await drain.end({ server, noticeMs, deadlineMs: drainMs })
    // A database that takes nothing any more is to hold up nobody for good.
    await Promise.race([proxy.close(), wait(closeMs)])
    await Promise.race([runtime().close(), wait(2_000)])
    say({ event: 'gateway_ended' })
    process.exit(0)
  })
  const { port } = server.address() as AddressInfo
  say({ event: 'gateway_started', port })
  process.send?.({ type: 'ready', port, metricsPort: metrics?.port ?? null })
}

const say = (line: Record<string, unknown>): void => console.log(JSON.stringify({ time: new Date().toISOString(), ...line }))

serve().catch((error: NodeJS.ErrnoException) => {
  console.error(explainBoot(error))
  process.exit(1)
})
