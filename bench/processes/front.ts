import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { composeProxy } from '#src/front/composeProxy.ts'
import { createFront } from '#src/front/createFront.ts'
import { createFrontServer } from '#src/front/createFrontServer.ts'
import { drainServer } from '#src/front/drainServer.ts'
import { checkVault } from '#src/server/checkVault.ts'
import { runtime } from '#src/server/runtime.ts'

/** The call proxy as the web process serves it, without the pages beside it. */

await checkVault()
const proxy = composeProxy()
const server = createFrontServer(createFront({ handleNext: (_req, res) => void res.writeHead(404).end(), handleProxy: proxy.handle }))
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.once('SIGTERM', () => {
  void drainServer({ server, deadlineMs: 2_000 })
    .then(() => proxy.close())
    .then(() => runtime().close())
    .then(() => process.exit(0))
})
process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port })
