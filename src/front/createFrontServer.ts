import { createServer, type RequestListener, type Server } from 'node:http'
import { answerBroken } from './answerBroken.ts'

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
    },
    listener,
  )
  server.maxHeadersCount = 200
  server.on('clientError', answerBroken)
  // An expectation nobody knows: node’s own answer would be none of ours. What waits for `100-continue` gets it all the same.
  server.on('checkExpectation', listener)
  return server
}
