import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { PatchbayError, toErrorBody } from '#src/engine/errors.ts'

const reasons: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'The headers of the request are larger than 32 kB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The headers of the request did not arrive within 15 seconds.',
}

/** The rest of what such a client sends goes unread; closing before it has would reset the connection, and the answer with it. */
const unreadMs = 500
const answered = new WeakSet<Socket>()

/**
 * Answers what node could not read as a request, from the closed list like everything else, and closes the connection:
 * where the next request would begin, nobody knows.
 */
export function answerBroken(error: NodeJS.ErrnoException, socket: Socket & { /** As node's own handler looks at it: the answer under way. */ _httpMessage?: { _headerSent?: boolean } | null }): void {
  // The rest of the same.
  if (answered.has(socket)) return
  // Nobody there, nothing said yet, or an answer has begun, into which another would be written.
  if (!socket.writable || error.code === 'ECONNRESET' || socket.bytesRead === 0 || socket._httpMessage?._headerSent === true) {
    socket.destroy()
    return
  }
  const requestId = randomUUID()
  const refusal = new PatchbayError('invalid_request', { message: reasons[error.code ?? ''] ?? 'The request is not valid HTTP/1.1.' })
  const body = JSON.stringify(toErrorBody(refusal, requestId))
  const head = [`HTTP/1.1 ${refusal.status} Bad Request`, 'content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`, 'cache-control: no-store', 'x-content-type-options: nosniff', 'x-patchbay-origin: patchbay', `x-request-id: ${requestId}`, 'connection: close']
  answered.add(socket)
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  setTimeout(() => socket.destroy(), unreadMs).unref()
}
