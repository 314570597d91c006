import type { Server } from 'node:http'

/**
 * Stops accepting, lets what is in flight finish, and cuts what is left after `deadlineMs` (a stream can be endless,
 * and close() alone would wait for it for ever).
 * @returns whether everything finished by itself.
 */
export async function drainServer({ server, deadlineMs }: { server: Server; deadlineMs: number }): Promise<boolean> {
  let wasCut = false
  const deadline = setTimeout(() => {
    wasCut = true
    server.closeAllConnections()
  }, deadlineMs)
  // A connection that was busy when close() was called stays open for another request once its answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(deadline)
  clearInterval(sweep)
  return !wasCut
}
