import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Tells an answer that waits behind another one of its connection when that connection ends. Node does so itself, but
 * not once a tunnel was asked for on it: whoever listens for `close` would wait for ever.
 */
export function closeQueued({ req: { socket }, res }: { req: IncomingMessage; res: ServerResponse }): void {
  if (res.socket !== null) return
  let isClosed = false
  // After node has told those it tells.
  const close = (): void => void setImmediate(() => isClosed || res.destroy())
  // As many as a client sends at once.
  socket.setMaxListeners(0)
  socket.once('close', close)
  res.once('close', () => {
    isClosed = true
    socket.off('close', close)
  })
}
