import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { PatchbayError } from '#src/engine/errors.ts'
import { endWithError } from './endWithError.ts'

const reasons: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'The headers of the request are larger than 32 kB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The headers of the request did not arrive within 15 seconds.',
}

/** As node's own handler looks at it: the answer under way. */
export type ServingSocket = Duplex & { _httpMessage?: { _headerSent?: boolean; shouldKeepAlive: boolean; req?: { complete: boolean } } | null }

const answered = new WeakSet<Socket>()

/**
 * Answers what node could not read as a request, from the closed list like everything else, and closes the connection:
 * where the next request would begin, nobody knows.
 */
export function answerBroken(error: NodeJS.ErrnoException, socket: Socket & ServingSocket): void {
  // The rest of the same.
  if (answered.has(socket)) return
  // Nobody there, nothing said yet, or an answer has begun, into which another would be written.
  if (!socket.writable || error.code === 'ECONNRESET' || socket.bytesRead === 0 || socket._httpMessage?._headerSent === true) {
    socket.destroy()
    return
  }
  // Behind a request that was read whole: its client is to get the answer to that one, and no word that it was never valid.
  if (socket._httpMessage?.req?.complete === true) {
    socket._httpMessage.shouldKeepAlive = false
    return
  }
  answered.add(socket)
  endWithError({ socket, error: new PatchbayError('invalid_request', { message: reasons[error.code ?? ''] ?? 'The request is not valid HTTP/1.1.' }) })
}
