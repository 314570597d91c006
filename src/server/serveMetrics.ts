import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PatchbayError, toErrorBody } from '#src/engine/errors.ts'
import { refuseEnv } from '#src/env.ts'
import { type CountedCall, createProcessMetrics } from './ProcessMetrics.ts'
import { runtime } from './runtime.ts'

export type ServedMetrics = { countCall(call: CountedCall): void; port: number }

/**
 * `GET /metrics` on a port of its own, which is nobody's but the operator's; null where PATCHBAY_METRICS_PORT is not set.
 * It keeps no process alive.
 *
 * @throws EnvRefusal when it cannot listen there
 */
export async function serveMetrics({ part }: { part: string }): Promise<ServedMetrics | null> {
  const { env, pool, changes } = runtime()
  if (env.PATCHBAY_METRICS_PORT === undefined) return null
  const metrics = createProcessMetrics({ part, pool, isListening: changes.isFresh })
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 8 * 1024 }, (req, res) => {
    req.resume()
    const isAsked = req.url === '/metrics' && req.method === 'GET'
    const reading = isAsked ? metrics.read() : Promise.reject(new PatchbayError('not_found', { message: 'Only GET /metrics is answered here.' }))
    void reading.then(
      ({ contentType, text }) => res.writeHead(200, { 'content-type': contentType }).end(text),
      (cause: unknown) => {
        const error = isAsked ? new PatchbayError('internal', { cause }) : (cause as PatchbayError)
        res.writeHead(error.status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(toErrorBody(error, '')))
      },
    )
  })
  server.maxConnections = 50
  server.listen(env.PATCHBAY_METRICS_PORT, env.PATCHBAY_METRICS_HOST)
  await once(server, 'listening').catch(({ code }: NodeJS.ErrnoException) => {
    throw code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' ? refuseEnv({ variable: 'PATCHBAY_METRICS_HOST', reason: 'is not an address of this machine' }) : refuseEnv({ variable: 'PATCHBAY_METRICS_PORT', reason: 'cannot be listened on: it is taken, or reserved for root' })
  })
  server.unref()
  return { countCall: metrics.countCall, port: (server.address() as AddressInfo).port }
}
