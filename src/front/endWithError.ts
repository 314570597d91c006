import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type PatchbayError, toErrorBody } from '#src/engine/errors.ts'

/** The rest of what such a client sends goes unread; closing before it has would reset the connection, and the answer with it. */
const unreadMs = 500

/** Answers from the closed list on a bare connection, where node gives no response to write to, and closes it. */
export function endWithError({ socket, error }: { socket: Duplex; error: PatchbayError }): void {
  const requestId = randomUUID()
  const body = JSON.stringify(toErrorBody(error, requestId))
  const head = [`HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`, 'content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`, 'cache-control: no-store', 'x-content-type-options: nosniff', 'x-patchbay-origin: patchbay', `x-request-id: ${requestId}`, 'connection: close']
  // What node hands over with a tunnel has nobody left to hear of it, and a reset would end the process.
  socket.on('error', () => {})
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  setTimeout(() => socket.destroy(), unreadMs).unref()
}
