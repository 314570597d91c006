import { createServer, type RequestListener, type Server } from 'node:http'
import { PatchbayError } from '#src/engine/errors.ts'
import { answerBroken, type ServingSocket } from './answerBroken.ts'
import { endStalledReaders } from './endStalledReaders.ts'
import { endWithError } from './endWithError.ts'

/**
 * The http server with limits against slow and oversized clients. `requestTimeout` stays off: it would cut uploads that
 * the proxy streams for minutes; createFront sets a deadline on every other body.
 */
export function createFrontServer(listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: 15_000,
      requestTimeout: 0,
      connectionsCheckingInterval: 5_000,
      // Above the 60 s that common load balancers keep idle connections for: they, not we, must close first.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 32 * 1024,
      noDelay: true,
      // createFront says it, where node would answer 400 and nothing more.
      requireHostHeader: false,
    },
    listener,
  )
  server.maxHeadersCount = 200
  server.on('clientError', answerBroken)
  endStalledReaders({ server })
  // Of a tunnel node would close the connection without a word.
  server.on('connect', (_req, socket: ServingSocket) => {
    // Sent behind a request whose answer is under way: into that one nothing else may be written.
    if (socket._httpMessage != null) socket.destroy()
    else endWithError({ socket, error: new PatchbayError('method_not_allowed', { hint: 'Send calls to /api/proxy.' }) })
  })
  // An expectation nobody knows: node’s own answer would be none of ours. What waits for `100-continue` gets it all the same.
  server.on('checkExpectation', listener)
  return server
}
