import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { PatchbayError } from '#src/engine/errors.ts'

/**
 * A request's body as a stream of its own, at most `maxBytes` long. The egress destroys what it cannot send to the
 * end; destroying the request itself would take the client's connection along, and the answer with it.
 */
export class UploadBody extends Readable {
  #req: IncomingMessage
  #left: number
  #onData = (chunk: Buffer): void => {
    this.#left -= chunk.length
    if (this.#left < 0) this.destroy(new PatchbayError('payload_too_large', { message: 'The request body is larger than 100 MB.' }))
    else if (!this.push(chunk)) this.#req.pause()
  }
  #onEnd = (): void => {
    this.push(null)
  }
  #onClose = (): void => {
    if (!this.#req.complete) this.destroy(new Error('The client went away before its request was complete.'))
  }

  constructor({ req, maxBytes }: { req: IncomingMessage; maxBytes: number }) {
    super()
    this.#req = req
    this.#left = maxBytes
    req.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose).pause()
  }

  override _read(): void {
    this.#req.resume()
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#req.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose).pause()
    callback(error)
  }
}
