import { createServer } from 'node:http'
import { answerDemoRequest } from './answerDemoRequest.ts'

/**
 * A pretend service to try Patchbay with, as a program of its own: `node src/seed/demoUpstream.ts [port]`, or the
 * port in DEMO_UPSTREAM_PORT (0 or none = a free one). Listens on 127.0.0.1 only, tells its parent
 * `{ type: 'ready', port }`, and ends with its parent or on SIGTERM.
 */
// A program of its own, started without the app's variables: env.ts does not apply.
// oxlint-disable-next-line node/no-process-env
const port = Number(process.argv[2] ?? process.env.DEMO_UPSTREAM_PORT ?? 0)
const server = createServer((request, response) => void answerDemoRequest(request, response))

server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: set DEMO_UPSTREAM_PORT to another.` : error.message)
  process.exit(1)
})

server.listen(port, '127.0.0.1', () => {
  const address = server.address()
  const actualPort = typeof address === 'object' && address !== null ? address.port : port
  if (process.send === undefined) console.log(`Demo service on http://127.0.0.1:${actualPort}`)
  else process.send({ type: 'ready', port: actualPort })
})

function stop(): void {
  server.close(() => process.exit(0))
  // Streams would hold the process; nobody waits for a pretend service.
  server.closeAllConnections()
}

process.once('disconnect', stop)
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
