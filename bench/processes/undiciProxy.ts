import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'

/** The yardstick: the least a proxy in Node can do. It authenticates nobody, opens nothing and counts nothing. */

const upstream = new Pool(process.env.BENCH_UPSTREAM ?? '')

const server = createServer((req, res) => {
  const headers: Record<string, string | string[] | undefined> = { ...req.headers }
  for (const name of ['host', 'connection', 'keep-alive', 'transfer-encoding']) delete headers[name]
  upstream.request({ path: req.url ?? '/', method: (req.method ?? 'GET') as 'POST', headers, body: req }).then(
    (answer) => {
      const passed = { ...answer.headers }
      for (const name of ['connection', 'keep-alive', 'transfer-encoding']) delete passed[name]
      res.writeHead(answer.statusCode, passed)
      answer.body.pipe(res)
    },
    () => res.writeHead(502).end(),
  )
})
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () => process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port }))
