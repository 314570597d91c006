import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'

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

  override _read(): void {
    this.#controller.resume()
  }

  /** Given up before its end (the caller went away, a limit was hit): the upstream request ends with it. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.#isComplete) this.#controller.abort(error ?? new Error('The answer is no longer wanted.'))
    callback(error)
  }
}
