import type { IncomingMessage } from 'node:http'

const maxDiscardedBytes = 20 * 1024 * 1024
const maxDiscardMs = 10_000

/**
 * Reads the rest of a refused body into nothing, for a while. Closing at once would send a TCP reset, and a client that
 * is still writing would see that instead of the answer.
 */
export function discardBody(req: IncomingMessage): void {
  if (req.complete) return
  let seen = 0
  req.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > maxDiscardedBytes) req.destroy()
  })
  // Whoever read it before may have held it.
  req.resume()
  const timer = setTimeout(() => req.destroy(), maxDiscardMs)
  timer.unref()
  req.once('close', () => clearTimeout(timer))
  req.on('error', () => {})
}
