import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'

const nothing = Buffer.alloc(0)

/** The provider's answer as a stream: reading pulls from the socket, not reading holds the provider back. */
export class ResponseBody extends Readable {
  #controller: Dispatcher.DispatchController
  #isComplete = false

  constructor(controller: Dispatcher.DispatchController) {
    super()
    this.#controller = controller
    // A break-off before anybody listens must not end the process; whoever reads later still meets it as `errored`.
    this.on('error', () => {})
  }

  accept(chunk: Buffer): void {
    if (!this.destroyed && !this.push(chunk)) this.#controller.pause()
  }

  complete(): void {
    this.#isComplete = true
    if (!this.destroyed) this.push(null)
  }

  /** The rest of the answer, where all of it is here and no longer than `maxBytes`; else null, and the stream is as it was. */
  takeRest(maxBytes: number): Buffer | null {
    if (!this.#isComplete || this.destroyed || this.readableFlowing === true || this.readableLength > maxBytes) return null
    return (this.read() as Buffer | null) ?? nothing
  }

  override _read(): void {
    this.#controller.resume()
  }

  /** Given up before its end (the caller went away, a limit was hit): the upstream request ends with it. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.#isComplete) this.#controller.abort(error ?? new Error('The answer is no longer wanted.'))
    callback(error)
  }
}
