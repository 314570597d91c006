import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { readUpTo } from '#src/engine/call/readUpTo.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { UploadBody } from './UploadBody.ts'

/** What fits in here can be sent again with another credential or after a fault; what does not is streamed, once. */
const maxBufferedBytes = 1024 * 1024
const maxBytes = 100 * 1024 * 1024
const idleTimeoutMs = 60_000

export type ProxyBody = { body: Buffer | Readable | null; bodyBytes?: number }

/**
 * No promise where the body is here already: mostly it came along with the headers.
 * @throws PatchbayError, or rejects with it: `payload_too_large`; the stream's own error when the client goes away
 */
export function readProxyBody(req: IncomingMessage): ProxyBody | Promise<ProxyBody> {
  const isChunked = req.headers['transfer-encoding'] !== undefined
  const announced = Number(req.headers['content-length'] ?? 0)
  if (!isChunked && announced === 0) return { body: null }
  // With a short body node has read all of it by now: no event needs to be waited for.
  if (!isChunked && req.complete && req.readableLength === announced) return { body: req.read() as Buffer }
  if (announced > maxBytes) throw new PatchbayError('payload_too_large', { message: 'The request body is larger than 100 MB.' })
  return awaitBody({ req, isChunked, announced })
}

async function awaitBody({ req, isChunked, announced }: { req: IncomingMessage; isChunked: boolean; announced: number }): Promise<ProxyBody> {
  endIdleUpload(req)
  if (!isChunked && announced > maxBufferedBytes) return { body: new UploadBody({ req, maxBytes }), bodyBytes: announced }
  if (!isChunked) return { body: await readWhole(req) }
  const bytes = await readUpTo({ body: req, maxBytes: maxBufferedBytes })
  return bytes === null ? { body: new UploadBody({ req, maxBytes }) } : { body: bytes }
}

/** A client that stops in the middle of its body would hold a connection to the provider as long as it likes. */
function endIdleUpload(req: IncomingMessage): void {
  if (req.complete) return
  req.setTimeout(idleTimeoutMs, () => req.destroy())
  // From here on the provider may take its time: only the upload is watched.
  req.once('end', () => {
    // Unless it was answered before: then node has set the time the connection may idle.
    if (req.socket?.timeout === idleTimeoutMs) req.socket.setTimeout(0)
  })
}

/** A body whose announced length fits: node delivers no more than that. Leaner than `readUpTo`, and most bodies are such. */
function readWhole(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const left = (): void => reject(new Error('The client went away before its request was complete.'))
    // While the caller was looked up; its events are over.
    if (req.destroyed) return left()
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.once('end', () => {
      // An error that nobody will see would be made for each call.
      req.off('close', left)
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
    })
    req.once('error', reject)
    req.once('close', left)
  })
}
